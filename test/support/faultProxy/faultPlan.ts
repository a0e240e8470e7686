import { createHash } from 'node:crypto';

/**
 * What can go wrong with one request:
 * - `cutBeforeAnswer`, `cutRequest`, `cutAnswer`: the connection breaks before anything is served, in the middle of the
 *   body that goes up, in the middle of the one that comes down;
 * - `loseAnswer`: the server has done it, and the connection breaks before its answer passes;
 * - `halfClose`: the server's side of the connection is closed while the client's stays open;
 * - `stallRequest`, `stallBeforeAnswer`, `stallAnswer`: silence, with the connection open;
 * - `truncateRequest`: the server gets no more than a part of the body, and complains with 400 `RequestTimeout`, as S3 does;
 * - `truncateAnswer`: the end of the body is missing and the length says nothing of it;
 * - `flipRequest`, `flipAnswer`: one byte of an object is another one, and every length is right;
 * - `serverError` (500), `slowDown` (503) and `tooMany` (429); `earlyError`: 500 while the body still goes up;
 * - `errorInside`: an error behind a 200, as finishing an upload in parts may answer (API reference);
 * - `trickle`: the answer's first bytes come one by one.
 */
export const faultKinds = [
  'cutBeforeAnswer',
  'cutRequest',
  'cutAnswer',
  'loseAnswer',
  'halfClose',
  'stallRequest',
  'stallBeforeAnswer',
  'stallAnswer',
  'truncateRequest',
  'truncateAnswer',
  'flipRequest',
  'flipAnswer',
  'serverError',
  'slowDown',
  'tooMany',
  'earlyError',
  'errorInside',
  'trickle',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** `at` says where in a body, from 0 up to 1. */
export type Fault = { readonly kind: FaultKind; readonly at: number };

/** What a plan knows of a request. */
export type RequestShape = {
  /** The same for each try of the same request. */
  readonly id: string;
  readonly sendsBody: boolean;
  /** An object's bytes, or a part's, go up or come down: what a flipped byte is about. */
  readonly bytes: 'up' | 'down' | undefined;
  readonly finishesUpload: boolean;
};

/** Says what goes wrong with a request, if anything; asked once for each try. */
export type FaultPlan = (request: RequestShape) => Fault | undefined;

/**
 * Lets requests go wrong at a rate (0 to 1), at most `mostInARow` times each before one gets through. What happens to
 * which try of a request depends on the seed alone and not on the order in which requests come.
 */
export function seededFaults(options: {
  readonly seed: number;
  readonly rate: number;
  readonly mostInARow: number;
  /** How often a request goes wrong at all; as often as the others say when missing. */
  readonly mostInAll?: number;
  readonly kinds?: readonly FaultKind[];
}): FaultPlan {
  const { rate, mostInARow, mostInAll = Number.POSITIVE_INFINITY } = options;
  const tries = new Map<string, { count: number; faults: number; faultsInARow: number }>();
  return (request) => {
    const seen = tries.get(request.id) ?? { count: 0, faults: 0, faultsInARow: 0 };
    tries.set(request.id, seen);
    seen.count += 1;
    const [chance, choice, at] = chances(`${options.seed} ${seen.count} ${request.id}`);
    const kinds = (options.kinds ?? faultKinds).filter((kind) => fits(kind, request));
    const kind = kinds[Math.floor(choice * kinds.length)];
    const isEnough = seen.faultsInARow >= mostInARow || seen.faults >= mostInAll;
    if (kind === undefined || chance >= rate || isEnough) {
      seen.faultsInARow = 0;
      return undefined;
    }
    seen.faults += 1;
    seen.faultsInARow += 1;
    return { kind, at };
  };
}

/** Describes a request to a plan; an upload id is left out, because it differs from run to run. */
export function shapeOf(method: string, url: string, headers: NodeJS.Dict<string | string[]>): RequestShape {
  const { pathname, searchParams } = new URL(url, 'http://server');
  const isOfUpload = searchParams.has('uploadId');
  const sendsBody = Number(headers['content-length'] ?? 0) > 0;
  const bytes = carriedBytes(method, pathname, searchParams);
  searchParams.delete('uploadId');
  return {
    id: [method, pathname, searchParams, headers.range ?? ''].join(' '),
    sendsBody,
    bytes: bytes === 'up' && !sendsBody ? undefined : bytes,
    finishesUpload: method === 'POST' && isOfUpload,
  };
}

/** Only what is about an object, and not about one of its properties, carries its bytes. */
function carriedBytes(method: string, path: string, query: URLSearchParams): RequestShape['bytes'] {
  const hasKey = /^\/[^/]+\/./.test(path);
  const names = [...query.keys()].filter((name) => name !== 'x-id');
  if (!hasKey) return undefined;
  if (method === 'GET') return names.length === 0 ? 'down' : undefined;
  const isPart = names.length === 2 && query.has('partNumber') && query.has('uploadId');
  return method === 'PUT' && (names.length === 0 || isPart) ? 'up' : undefined;
}

function fits(kind: FaultKind, request: RequestShape): boolean {
  switch (kind) {
    case 'cutRequest':
    case 'stallRequest':
    case 'truncateRequest':
    case 'earlyError':
      return request.sendsBody;
    case 'flipRequest':
      return request.bytes === 'up';
    case 'flipAnswer':
    case 'truncateAnswer':
      return request.bytes === 'down';
    case 'errorInside':
      return request.finishesUpload;
    default:
      return true;
  }
}

/** Three numbers from 0 up to 1 that a text decides. */
function chances(text: string): readonly [number, number, number] {
  const digest = createHash('sha256').update(text).digest();
  const chance = (offset: number) => digest.readUInt32LE(offset) / 2 ** 32;
  return [chance(0), chance(4), chance(8)];
}
