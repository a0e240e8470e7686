import type { Agent } from 'node:http';
import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Credentials } from '../../accounts/credentials/credentialSource.ts';
import type { NetworkHandler } from '../../network/network.ts';
import { bareHost } from '../../network/proxyHop.ts';
import { SatchelError } from '../../satchelError.ts';
import { limitAnswer } from './answers.ts';
import { type BucketAddress, createBucketAddresses } from './bucketAddresses.ts';
import type { LaneName, S3Clients } from './clients.ts';
import type { ServerClock } from './clock.ts';
import { type DirectRequest, sendDirectly } from './directRequest.ts';
import { type AnsweredRange, createRangeSockets } from './rangeSockets.ts';
import { readErrorAnswer, refusal } from './refusals.ts';
import { createSigner, encodeRfc3986 } from './signer.ts';
import type { SigningKeys } from './signingKeys.ts';

/** A request for, or with, an object's bytes, or about its head. */
export type DataRequest = {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  readonly bucket: string;
  readonly key: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The SHA-256 of the body in hex, which the signature covers. */
  readonly bodyHash: string;
  /** Begins the body, for each try anew. */
  readonly open?: () => Uint8Array | Readable;
};

/** An answer that is no refusal; whoever asked reads or destroys the body of a GET's, and any other's is over. */
export type DataAnswer = {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Readable;
};

type Way = { readonly lane: LaneName; readonly client: S3Client; readonly region: string };

/** Asks for a range over a plain socket; undefined where only SendData can tell what is to be done. */
export type AskRange = (
  way: Way,
  request: DataRequest,
  signal?: AbortSignal,
) => Promise<AnsweredRange | undefined>;

/** The ways of an object's bytes. */
export type DataPath = { readonly send: SendData; readonly askRange: AskRange; close(): void };

/** Sends a request once, or again with other keys where they had ended; throws as the SDK's clients do. */
export type SendData = (way: Way, request: DataRequest, signal?: AbortSignal) => Promise<DataAnswer>;

type SdkRequest = Parameters<NetworkHandler['handle']>[0];

/**
 * The short way for an object's bytes: the SDK's middleware costs more than all the rest of a small request. Sockets,
 * proxies, time limits, keys, clock and addresses are those of the SDK's clients.
 */
export function createDataPath(clients: S3Clients, keys: SigningKeys, clock: ServerClock): DataPath {
  const addresses = createBucketAddresses();
  const sign = createSigner();
  const rangeSockets = createRangeSockets();

  /** Where a request goes and what of it is signed. */
  const aim = async ({ client, region }: Way, request: DataRequest) => {
    const { method, bucket, key, bodyHash } = request;
    const address = await addresses.find(client, region, bucket);
    const path = pathOf(address, key);
    const query = queryOf(request.query);
    const headers = { ...address.headers, ...request.headers };
    const parts = { method, path, query, headers, bodyHash };
    const signedBy = (credentials: Credentials) => ({
      ...headers,
      ...sign(parts, credentials, address.scope, clock.nowMs()),
    });
    return { address, path, target: query === '' ? path : `${path}?${query}`, signedBy };
  };

  const send: SendData = async (way, request, abortSignal) => {
    const { lane } = way;
    const { method, query, open } = request;
    const { address, path, target, signedBy } = await aim(way, request);
    const { protocol, hostname, port, origin } = address;
    return keys.renewing(method === 'HEAD', async (credentials) => {
      const sent = { method, protocol, hostname, port, headers: signedBy(credentials), body: open?.() };
      const sentAtMs = Date.now();
      const handler = clients.handler(lane);
      const agent = handler.directAgent?.(origin);
      const answer = agent
        ? await answerBy(agent, { ...sent, path: target }, clients.patience(lane), abortSignal)
        : await answerOf(handler, { ...sent, path, query }, abortSignal);
      clock.hear(answer.headers, sentAtMs);
      const { body } = answer;
      if (answer.status >= 300) throw refusal(answer, await readErrorAnswer(body));
      if (method !== 'GET') await endOf(answer);
      return answer;
    });
  };

  const askRange: AskRange = async (way, request, signal) => {
    const { address, target, signedBy } = await aim(way, request);
    const { protocol, hostname, port = 80, origin } = address;
    // Over TLS, Node hands on what it has got already, 16 KiB at a time, although it was told to stop reading.
    if (protocol !== 'http:' || clients.handler(way.lane).directAgent?.(origin) === undefined)
      return undefined;
    const patience = clients.patience(way.lane);
    return keys.renewing(false, async (credentials) => {
      const text = requestText(target, signedBy(credentials));
      if (text === undefined) return undefined;
      const sentAtMs = Date.now();
      const answer = await rangeSockets.ask({ host: bareHost(hostname), port }, text, patience, signal);
      if (answer) clock.hear(answer.headers, sentAtMs);
      return answer;
    });
  };

  return { send, askRange, close: rangeSockets.close };
}

/** A request for a range as it goes over the wire; undefined for what would not be one line each. */
function requestText(target: string, headers: Readonly<Record<string, string>>): string | undefined {
  const lines = [
    `GET ${target} HTTP/1.1`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return lines.every((line) => /^[\x20-\x7e]*$/.test(line)) ? `${lines.join('\r\n')}\r\n\r\n` : undefined;
}

function drained(body: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    body.on('end', resolve).on('error', reject).resume();
  });
}

type Answer = DataAnswer & { readonly status: number };

/** By the agent itself: the SDK's handler costs as much again as all that Node does for a small request. */
async function answerBy(
  agent: Agent,
  request: DirectRequest,
  patience: ReturnType<S3Clients['patience']>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const body = await sendDirectly(agent, request, patience, signal);
  // Those that may come more than once are not among those that are read.
  const headers = body.headers as Answer['headers'];
  const status = body.statusCode ?? 0;
  const isBare = headers['content-length'] === '0' || request.method === 'HEAD';
  const isData = request.method === 'GET' && status < 300;
  if (isBare || isData) return { status, headers, body };
  return { status, headers, body: limitAnswer(body, patience.readMs, (error) => error) };
}

/** By the SDK's handler, which knows every way. */
async function answerOf(
  handler: NetworkHandler,
  request: Omit<DirectRequest, 'path'> & Pick<DataRequest, 'query'> & { readonly path: string },
  abortSignal: AbortSignal | undefined,
): Promise<Answer> {
  // The handler reads no more than these fields, and needs none of the methods of the SDK's class.
  const { response } = await handler.handle(request as unknown as SdkRequest, abortSignal && { abortSignal });
  const body: unknown = response.body;
  if (!(body instanceof Readable)) throw new SatchelError('server.badAnswer', 'The answer has no body.');
  return { status: response.statusCode, headers: response.headers, body };
}

function pathOf({ basePath }: BucketAddress, key: string): string {
  return basePath + key.split('/').map(encodeRfc3986).join('/');
}

/** As the handler makes it of the same fields. */
function queryOf(query: DataRequest['query']): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .sort()
    .join('&');
}

/** Waits for the end of an answer that should be empty; some servers, once they have said 200, send an error there. */
async function endOf(answer: Parameters<typeof refusal>[0] & DataAnswer): Promise<void> {
  // Its socket is free for the next request then.
  if (answer.headers['content-length'] === '0') return drained(answer.body);
  const fields = await readErrorAnswer(answer.body);
  // As the SDK has it (throw200ExceptionsMiddleware).
  if (fields !== undefined) throw refusal({ ...answer, status: 503 }, fields);
}
