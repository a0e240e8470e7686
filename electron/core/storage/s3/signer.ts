import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { Credentials } from '../../accounts/credentials/credentialSource.ts';

/** A request as its signature sees it: the path and the query as they are sent, the query sorted; header names in lower case. */
export type SignedParts = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The SHA-256 of the body in hex. */
  readonly bodyHash: string;
};

/** What a signature is good for, besides its day. */
export type SigningScope = { readonly region: string; readonly service: string };

/** The headers that make a request a signed one, which are its own and these. */
export type Signer = (
  parts: SignedParts,
  credentials: Credentials,
  scope: SigningScope,
  nowMs: number,
) => Readonly<Record<string, string>>;

const algorithm = 'AWS4-HMAC-SHA256';
/** Proxies may change them. */
const unsigned: ReadonlySet<string> = new Set(['user-agent']);
/** Keys of a few sessions in a few regions, around midnight. */
const maxKeys = 16;

/**
 * Makes a signer that keeps the keys it derived. Source: "Create a signed AWS API request" in the IAM User Guide, with
 * S3's one rule of its own: the path is not encoded again.
 */
export function createSigner(): Signer {
  const keys = new Map<string, KeyObject>();

  function keyFor(secret: string, date: string, { region, service }: SigningScope): KeyObject {
    const id = `${date}/${region}/${service}/${secret}`;
    const known = keys.get(id);
    if (known) return known;
    const steps = [date, region, service, 'aws4_request'];
    const bytes = steps.reduce<Buffer>((before, step) => hmac(before, step), Buffer.from(`AWS4${secret}`));
    const key = createSecretKey(bytes);
    if (keys.size >= maxKeys) keys.clear();
    keys.set(id, key);
    return key;
  }

  return ({ method, path, query, headers, bodyHash }, credentials, scope, nowMs) => {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
    const date = time.slice(0, 8);
    const added: Record<string, string> = {
      'x-amz-content-sha256': bodyHash,
      'x-amz-date': time,
      ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
    };
    const all: Readonly<Record<string, string>> = { ...headers, ...added };
    const names = Object.keys(all)
      .filter((name) => !unsigned.has(name))
      .sort();
    const lines = names.map((name) => `${name}:${all[name]?.trim().replace(/\s+/g, ' ')}\n`);
    const list = names.join(';');
    const canonical = `${method}\n${path}\n${query}\n${lines.join('')}\n${list}\n${bodyHash}`;
    const place = `${date}/${scope.region}/${scope.service}/aws4_request`;
    const text = `${algorithm}\n${time}\n${place}\n${sha256Hex(canonical)}`;
    const signature = hmac(keyFor(secretAccessKey, date, scope), text).toString('hex');
    added.authorization = `${algorithm} Credential=${accessKeyId}/${place}, SignedHeaders=${list}, Signature=${signature}`;
    return added;
  };
}

/** The SHA-256 of a text (as UTF-8) or of bytes, in hex. */
export function sha256Hex(content: string | Uint8Array): string {
  return hash('sha256', content);
}

/** A text as it stands in a path or a query: everything but the unreserved characters of RFC 3986 is encoded. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
