import type { Agent } from 'node:http';
import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { NetworkHandler } from '../../network/network.ts';
import { SatchelError } from '../../satchelError.ts';
import { limitAnswer } from './answers.ts';
import { type BucketAddress, createBucketAddresses } from './bucketAddresses.ts';
import type { LaneName, S3Clients } from './clients.ts';
import type { ServerClock } from './clock.ts';
import { type DirectRequest, sendDirectly } from './directRequest.ts';
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

/** Sends a request once, or again with other keys where they had ended; throws as the SDK's clients do. */
export type SendData = (way: Way, request: DataRequest, signal?: AbortSignal) => Promise<DataAnswer>;

type SdkRequest = Parameters<NetworkHandler['handle']>[0];

/**
 * The short way for an object's bytes: the SDK's middleware costs more than all the rest of a small request. Sockets,
 * proxies, time limits, keys, clock and addresses are those of the SDK's clients.
 */
export function createDataPath(clients: S3Clients, keys: SigningKeys, clock: ServerClock): SendData {
  const addresses = createBucketAddresses();
  const sign = createSigner();

  return async ({ lane, client, region }, request, abortSignal) => {
    const { method, bucket, key, query, bodyHash, open } = request;
    const address = await addresses.find(client, region, bucket);
    const { scope, protocol, hostname, port, origin } = address;
    const path = pathOf(address, key);
    const canonicalQuery = queryOf(query);
    const target = canonicalQuery === '' ? path : `${path}?${canonicalQuery}`;
    return keys.renewing(method === 'HEAD', async (credentials) => {
      const headers = { ...address.headers, ...request.headers };
      const parts = { method, path, query: canonicalQuery, headers, bodyHash };
      const signed = { ...headers, ...sign(parts, credentials, scope, clock.nowMs()) };
      const sent = { method, protocol, hostname, port, headers: signed, body: open?.() };
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
