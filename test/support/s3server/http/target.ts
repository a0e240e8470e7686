import { s3Error } from '../errors.ts';

/** What a request's URL names; nothing is normalised. */
export type Target = {
  readonly bucket: string;
  readonly key: string;
  /** The path as it must be signed: every byte but unreserved ones and `/` percent-encoded once. */
  readonly canonicalPath: string;
  readonly query: readonly (readonly [string, string])[];
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the request target (path style, or `BUCKET.localhost` as the host); throws InvalidURI for one that is not UTF-8. */
export function parseTarget(url: string, host: string | undefined): Target {
  const withoutOrigin = url.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = withoutOrigin.indexOf('?');
  const path = percentDecode(mark === -1 ? withoutOrigin : withoutOrigin.slice(0, mark), false);
  const hostBucket = /^([a-z0-9.-]+)\.localhost(?::\d+)?$/i.exec(host ?? '')?.[1];
  const slash = path.indexOf('/', 1);
  const inPath =
    slash === -1
      ? { bucket: path.slice(1), key: '' }
      : { bucket: path.slice(1, slash), key: path.slice(slash + 1) };
  const { bucket, key } = hostBucket === undefined ? inPath : { bucket: hostBucket, key: path.slice(1) };
  return {
    bucket,
    key,
    canonicalPath: uriEncode(path, true) || '/',
    query: mark === -1 ? [] : parseQuery(withoutOrigin.slice(mark + 1)),
  };
}

function parseQuery(text: string): (readonly [string, string])[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      return [percentDecode(name, true), equals === -1 ? '' : percentDecode(pair.slice(equals + 1), true)];
    });
}

/** Decodes `%XX`; `+` stands for a space in a query only. Throws InvalidURI for what is no UTF-8. */
export function percentDecode(text: string, plusIsSpace: boolean): string {
  const source = plusIsSpace ? text.replaceAll('+', ' ') : text;
  if (/%(?![0-9a-fA-F]{2})/.test(source)) throw s3Error('InvalidURI');
  const bytes = Buffer.from(
    source.replace(/%([0-9a-fA-F]{2})/g, (_whole, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  );
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw s3Error('InvalidURI', { detail: { Reason: String(error) } });
  }
}

/** Percent-encodes as SigV4 asks (RFC 3986's unreserved characters stay). */
export function uriEncode(text: string, keepSlash: boolean): string {
  const encoded = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return keepSlash ? encoded.replaceAll('%2F', '/') : encoded;
}
