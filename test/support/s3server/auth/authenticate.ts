import type { IncomingMessage } from 'node:http';
import type { Session, SessionLimits } from '../control/protocol.ts';
import { s3Error } from '../errors.ts';
import type { Target } from '../http/target.ts';
import { type Claim, claimFromHeader, claimFromQuery, singleHeader } from './claims.ts';
import { canonicalRequest, requestStringToSign, sameText, scopeText, sign, signingKey } from './sigv4.ts';

/** How the body is vouched for. */
export type Payload =
  | { readonly kind: 'sha256'; readonly hex: string }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'chunked'; readonly signed: boolean; readonly trailer: boolean };

/** Who sent a request, and what the check of a signed stream needs. */
export type Identity =
  | { readonly kind: 'anonymous'; readonly payload: Payload }
  | {
      readonly kind: 'owner';
      readonly payload: Payload;
      readonly limits: SessionLimits;
      readonly region: string;
      readonly scope: string;
      readonly timestamp: string;
      readonly signingKey: Buffer;
      readonly signature: string;
    };

/** What a check is made against. */
export type Keeper = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly nowMs: () => number;
  /** Notes the token and says whether it has expired. */
  readonly isTokenExpired: (token: string) => boolean;
  /** The session that has this access key, if there is one. */
  readonly session: (accessKeyId: string) => Session | undefined;
};

const maximumSkewMs = 15 * 60_000;

/** Checks a request's signature (SigV4, header or presigned); throws S3's own error for each way in which it is wrong. */
export function authenticate(req: IncomingMessage, target: Target, keeper: Keeper): Identity {
  const query = new Map(target.query);
  const authorization = req.headers.authorization;
  const presigned = query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature');
  if (authorization !== undefined && presigned) {
    throw s3Error('InvalidArgument', {
      message:
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    });
  }
  const payload = readPayload(req, query, presigned);
  if (authorization === undefined && !presigned) return { kind: 'anonymous', payload };
  const claim = presigned ? claimFromQuery(query) : claimFromHeader(authorization ?? '', req);
  const token = presigned ? query.get('X-Amz-Security-Token') : singleHeader(req, 'x-amz-security-token');
  if (token !== undefined && keeper.isTokenExpired(token)) throw s3Error('ExpiredToken');
  const session = findSession(claim.accessKeyId, token, keeper);
  checkTime(claim, keeper.nowMs());
  const headers = signedHeaders(req, claim.signedHeaders);
  const canonical = canonicalRequest({
    method: req.method ?? 'GET',
    canonicalPath: target.canonicalPath,
    query: target.query.filter(([name]) => name !== 'X-Amz-Signature'),
    headers,
    payloadHash: payloadHash(req, query, presigned),
  });
  const stringToSign = requestStringToSign(claim.timestamp, claim.scope, canonical);
  const key = signingKey(session.secretAccessKey, claim.scope);
  if (!sameText(sign(key, stringToSign), claim.signature)) {
    throw s3Error('SignatureDoesNotMatch', {
      detail: {
        AWSAccessKeyId: claim.accessKeyId,
        StringToSign: stringToSign,
        SignatureProvided: claim.signature,
        CanonicalRequest: canonical,
      },
    });
  }
  return {
    kind: 'owner',
    payload,
    limits: session,
    region: claim.scope.region,
    scope: scopeText(claim.scope),
    timestamp: claim.timestamp,
    signingKey: key,
    signature: claim.signature,
  };
}

/** The keys that a request names, its own session token checked; throws InvalidAccessKeyId and its like. */
function findSession(accessKeyId: string, token: string | undefined, keeper: Keeper): Session {
  if (sameText(accessKeyId, keeper.accessKeyId)) return keeper;
  const session = keeper.session(accessKeyId);
  // Temporary keys without their token are unknown to S3 too.
  if (session === undefined || (session.sessionToken !== undefined && token === undefined)) {
    throw s3Error('InvalidAccessKeyId', { detail: { AWSAccessKeyId: accessKeyId } });
  }
  if (session.sessionToken !== undefined && !sameText(token ?? '', session.sessionToken)) {
    throw s3Error('InvalidToken');
  }
  if ((session.expiresAtMs ?? Number.POSITIVE_INFINITY) <= keeper.nowMs()) throw s3Error('ExpiredToken');
  return session;
}

/** Throws AccessDenied when a session does not reach a bucket (none: the list of buckets). */
export function demandReach(identity: Identity, bucket: string): void {
  if (identity.kind === 'anonymous') return;
  const { buckets, canListBuckets } = identity.limits;
  const isDenied = bucket === '' ? canListBuckets === false : buckets?.includes(bucket) === false;
  if (isDenied) throw s3Error('AccessDenied');
}

function checkTime(claim: Claim, nowMs: number): void {
  if (claim.expiresSeconds !== undefined) {
    if (claim.timeMs > nowMs + maximumSkewMs) {
      throw s3Error('AccessDenied', {
        message: 'Request is not valid yet',
        detail: { ServerTime: isoSeconds(nowMs) },
      });
    }
    const endMs = claim.timeMs + claim.expiresSeconds * 1000;
    if (endMs <= nowMs) {
      throw s3Error('AccessDenied', {
        message: 'Request has expired',
        detail: {
          'X-Amz-Expires': String(claim.expiresSeconds),
          Expires: isoSeconds(endMs),
          ServerTime: isoSeconds(nowMs),
        },
      });
    }
    return;
  }
  if (Math.abs(claim.timeMs - nowMs) > maximumSkewMs) {
    throw s3Error('RequestTimeTooSkewed', {
      detail: {
        RequestTime: claim.timestamp,
        ServerTime: isoSeconds(nowMs),
        MaxAllowedSkewMilliseconds: String(maximumSkewMs),
      },
    });
  }
}

/** The signed headers with their values; `host` and every `x-amz-*` header that came must be among them. */
function signedHeaders(req: IncomingMessage, names: readonly string[]): (readonly [string, string])[] {
  const unsigned = Object.keys(req.headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !names.includes(name),
  );
  if (unsigned.length > 0) {
    throw s3Error('AccessDenied', {
      message: 'There were headers present in the request which were not signed',
      detail: { HeadersNotSigned: unsigned.join(', ') },
    });
  }
  return names.map(
    (name) => [name, (req.headersDistinct[name] ?? []).map((value) => value.trim()).join(',')] as const,
  );
}

function readPayload(req: IncomingMessage, query: ReadonlyMap<string, string>, presigned: boolean): Payload {
  const text = payloadHash(req, query, presigned);
  switch (text) {
    case 'UNSIGNED-PAYLOAD':
      return { kind: 'unsigned' };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
      return { kind: 'chunked', signed: true, trailer: false };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return { kind: 'chunked', signed: true, trailer: true };
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return { kind: 'chunked', signed: false, trailer: true };
    default:
      if (/^[0-9a-f]{64}$/i.test(text)) return { kind: 'sha256', hex: text.toLowerCase() };
      throw s3Error('InvalidArgument', {
        message:
          'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
        detail: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: text },
      });
  }
}

function payloadHash(req: IncomingMessage, query: ReadonlyMap<string, string>, presigned: boolean): string {
  const header = singleHeader(req, 'x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  return presigned ? (query.get('X-Amz-Content-Sha256') ?? header) : header;
}

function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}/, '');
}
