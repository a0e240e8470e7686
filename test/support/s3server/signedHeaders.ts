import {
  canonicalRequest,
  requestStringToSign,
  scopeText,
  sha256Hex,
  sign,
  signingKey,
} from './auth/sigv4.ts';
import { parseTarget } from './http/target.ts';
import type { SpawnedS3Server } from './spawn.ts';

/** Settings of a request that the SDK would not send. */
export type RawOptions = {
  readonly method?: string;
  /** Path and query, already percent-encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  readonly payloadHash?: string;
  readonly timeMs?: number;
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
};

/** Signs a request by hand and gives its headers, with what a signed stream goes on from. */
export function signedHeaders(server: SpawnedS3Server, options: RawOptions) {
  const timestamp = stamp(options.timeMs ?? Date.now());
  const scope = { day: timestamp.slice(0, 8), region: options.region ?? 'us-east-1', service: 's3' };
  const payloadHash = options.payloadHash ?? sha256Hex(options.body ?? '');
  const headers: Record<string, string> = {
    ...options.headers,
    host: options.headers?.host ?? new URL(server.url).host,
    'x-amz-date': timestamp,
    'x-amz-content-sha256': payloadHash,
  };
  const target = parseTarget(options.path, undefined);
  const canonical = canonicalRequest({
    method: options.method ?? 'GET',
    canonicalPath: target.canonicalPath,
    query: target.query,
    headers: Object.entries(headers),
    payloadHash,
  });
  const key = signingKey(options.secretAccessKey ?? server.secretAccessKey, scope);
  const signature = sign(key, requestStringToSign(timestamp, scope, canonical));
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${options.accessKeyId ?? server.accessKeyId}/${scopeText(scope)}, SignedHeaders=${Object.keys(headers).sort().join(';')}, Signature=${signature}`;
  return { headers, key, scope: scopeText(scope), timestamp, signature };
}

/** A time as SigV4 writes it. */
export function stamp(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
