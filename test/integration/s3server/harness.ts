import { createHash, randomBytes } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import {
  canonicalRequest,
  requestStringToSign,
  scopeText,
  sign,
  signingKey,
} from '../../support/s3server/auth/sigv4.ts';
import { parseTarget, uriEncode } from '../../support/s3server/http/target.ts';
import { type RawOptions, signedHeaders, stamp } from '../../support/s3server/signedHeaders.ts';
import type { SpawnedS3Server } from '../../support/s3server/spawn.ts';

/** A client with the SDK's default settings, but no retries. */
export function clientOf(server: SpawnedS3Server, more: S3ClientConfig = {}): S3Client {
  return new S3Client({
    endpoint: server.url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey },
    maxAttempts: 1,
    ...more,
  });
}

/** A bucket name that no other test uses. */
export function freshName(): string {
  return `bucket-${randomBytes(6).toString('hex')}`;
}

/** An answer, read to its end. */
export type RawAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** Sends a hand-signed request. */
export function signed(server: SpawnedS3Server, options: RawOptions): Promise<RawAnswer> {
  return plain(server, { ...options, headers: signedHeaders(server, options).headers });
}

/** Sends a request as it is. */
export function plain(server: SpawnedS3Server, options: RawOptions): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const body = options.body ?? '';
    const method = options.method ?? 'GET';
    const length =
      method === 'GET' || method === 'HEAD' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const req = request(
      {
        hostname,
        port,
        method,
        path: options.path,
        headers: { ...length, ...options.headers },
        agent: false,
      },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () =>
          resolve({
            status: res.statusCode ?? 0,
            headers: res.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}

/** A presigned path for a GET or another method. */
export function presigned(
  server: SpawnedS3Server,
  options: RawOptions & { readonly expiresSeconds?: number; readonly token?: string },
): string {
  const timestamp = stamp(options.timeMs ?? Date.now());
  const scope = { day: timestamp.slice(0, 8), region: options.region ?? 'us-east-1', service: 's3' };
  const target = parseTarget(options.path, undefined);
  const query: [string, string][] = [
    ...target.query.map(([name, value]): [string, string] => [name, value]),
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${options.accessKeyId ?? server.accessKeyId}/${scopeText(scope)}`],
    ['X-Amz-Date', timestamp],
    ['X-Amz-Expires', String(options.expiresSeconds ?? 60)],
    ['X-Amz-SignedHeaders', 'host'],
  ];
  if (options.token !== undefined) query.push(['X-Amz-Security-Token', options.token]);
  const canonical = canonicalRequest({
    method: options.method ?? 'GET',
    canonicalPath: target.canonicalPath,
    query,
    headers: [['host', new URL(server.url).host]],
    payloadHash: 'UNSIGNED-PAYLOAD',
  });
  const key = signingKey(options.secretAccessKey ?? server.secretAccessKey, scope);
  query.push(['X-Amz-Signature', sign(key, requestStringToSign(timestamp, scope, canonical))]);
  const text = query.map(([name, value]) => `${uriEncode(name, false)}=${uriEncode(value, false)}`).join('&');
  return `${options.path.split('?')[0]}?${text}`;
}

/** The text of the first element of that name. */
export function tag(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}

/** What a rejected promise says in S3's terms. */
export async function failure(
  promise: Promise<unknown>,
): Promise<{ code: string; status: number | undefined }> {
  try {
    await promise;
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    return { code: name, status: $metadata?.httpStatusCode };
  }
  throw new Error('it did not fail');
}

/** Bytes that look random but are the same each time. */
export function someBytes(sizeBytes: number, seed = 'seed'): Buffer {
  const block = createHash('sha512').update(seed).digest();
  return Buffer.alloc(sizeBytes, block);
}

/** Runs when the test is over, however it ended. */
export function afterTest(work: () => Promise<unknown>): void {
  onTestFinished(async () => {
    await work();
  });
}
