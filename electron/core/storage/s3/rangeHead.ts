/** The head of an answer whose body is exactly the bytes that were asked for. */
export type RangeHead = {
  /** Names in lower case; one that comes more than once has all its values, with commas. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly headBytes: number;
  readonly bodyBytes: number;
  /** Whether another request may follow over the same socket. */
  readonly isKept: boolean;
};

/** A head that is longer is none of S3's. */
export const maxHeadBytes = 64 * 1024;

/**
 * Reads the head at the beginning of what has come; `more` while it is not whole. All but the plainest success is `odd`:
 * HTTP/1.1, 206 (or 200 of a server that leaves ranges alone), one length, no other framing and no encoding.
 */
export function parseRangeHead(received: Buffer): RangeHead | 'more' | 'odd' {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return received.length < maxHeadBytes ? 'more' : 'odd';
  const [statusLine = '', ...lines] = received.toString('latin1', 0, end).split('\r\n');
  if (!/^HTTP\/1\.1 20[06](?: [\t\x20-\x7e\x80-\xff]*)?$/.test(statusLine)) return 'odd';
  const headers: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~\w-]+):([\t\x20-\x7e\x80-\xff]*)$/.exec(line) ?? [];
    if (name === '') return 'odd';
    const key = name.toLowerCase();
    const before = headers[key];
    headers[key] = before === undefined ? value.trim() : `${before}, ${value.trim()}`;
  }
  const { 'content-length': length = '', connection = '' } = headers;
  const isPlain = headers['transfer-encoding'] === undefined && headers['content-encoding'] === undefined;
  if (!isPlain || !/^[1-9]\d{0,14}$/.test(length)) return 'odd';
  const isKept = !/\b(close|upgrade)\b/i.test(connection);
  return { headers, headBytes: end + 4, bodyBytes: Number(length), isKept };
}
