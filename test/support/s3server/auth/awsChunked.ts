import { createHash } from 'node:crypto';
import { s3Error } from '../errors.ts';
import type { Identity } from './authenticate.ts';
import { emptySha256, sameText, sha256Hex, sign } from './sigv4.ts';

const longestLine = 16 * 1024;
const mostTrailers = 64;

/** Takes the `aws-chunked` framing off a body, checks each chunk's signature where it is signed, and fills `trailers`. */
export async function* decodeChunked(
  source: AsyncIterable<Buffer>,
  identity: Identity,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = new FramingReader(source);
  try {
    yield* decodeFrames(reader, identity, trailers);
  } finally {
    await reader.close();
  }
}

async function* decodeFrames(
  reader: FramingReader,
  identity: Identity,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const signed = identity.payload.kind === 'chunked' && identity.payload.signed;
  let previous = identity.kind === 'owner' ? identity.signature : '';
  for (;;) {
    const [size = '', ...extensions] = (await reader.line()).split(';');
    if (!/^[0-9a-fA-F]{1,13}$/.test(size))
      throw s3Error('IncompleteBody', { message: 'A chunk has no valid size.' });
    let remaining = Number.parseInt(size, 16);
    const last = remaining === 0;
    const hash = createHash('sha256');
    while (remaining > 0) {
      const piece = await reader.upTo(remaining);
      remaining -= piece.length;
      if (signed) hash.update(piece);
      yield piece;
    }
    if (signed) {
      const given = extensions
        .find((part) => part.startsWith('chunk-signature='))
        ?.slice('chunk-signature='.length);
      previous = checkSignature(identity, previous, 'PAYLOAD', [emptySha256, hash.digest('hex')], given);
    }
    if (last) break;
    await reader.newline();
  }
  await readTrailers(reader, trailers);
  if (signed && identity.payload.kind === 'chunked' && identity.payload.trailer) {
    const given = trailers.get('x-amz-trailer-signature');
    trailers.delete('x-amz-trailer-signature');
    const text = [...trailers].map(([name, value]) => `${name}:${value}\n`).join('');
    checkSignature(identity, previous, 'TRAILER', [sha256Hex(text)], given);
  }
  // What a client sends behind its last chunk is no part of the body.
  await reader.drain();
}

async function readTrailers(reader: FramingReader, trailers: Map<string, string>): Promise<void> {
  for (;;) {
    const line = await reader.line(true);
    if (line === '') return;
    const colon = line.indexOf(':');
    if (colon < 1 || trailers.size >= mostTrailers) {
      throw s3Error('InvalidRequest', { message: 'The body has a malformed trailer.' });
    }
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

function checkSignature(
  identity: Identity,
  previous: string,
  kind: 'PAYLOAD' | 'TRAILER',
  hashes: readonly string[],
  given: string | undefined,
): string {
  if (identity.kind !== 'owner') throw s3Error('AccessDenied');
  const expected = sign(
    identity.signingKey,
    [`AWS4-HMAC-SHA256-${kind}`, identity.timestamp, identity.scope, previous, ...hashes].join('\n'),
  );
  if (!sameText(expected, given ?? '')) throw s3Error('SignatureDoesNotMatch');
  return expected;
}

/** Reads lines and counted bytes from a stream of buffers. */
class FramingReader {
  readonly #iterator: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(source: AsyncIterable<Buffer>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /** One line without its end; the end of the body stands for an empty one where `orEnd` allows it. */
  async line(orEnd = false): Promise<string> {
    let gathered = Buffer.alloc(0);
    for (;;) {
      const at = this.#rest.indexOf(10);
      if (at !== -1) {
        gathered = Buffer.concat([gathered, this.#rest.subarray(0, at)]);
        this.#rest = this.#rest.subarray(at + 1);
        return gathered.toString('latin1').replace(/\r$/, '');
      }
      gathered = Buffer.concat([gathered, this.#rest]);
      if (gathered.length > longestLine)
        throw s3Error('IncompleteBody', { message: 'A chunk header is too long.' });
      if (!(await this.#fill())) {
        if (orEnd) return gathered.toString('latin1').trim();
        throw s3Error('IncompleteBody');
      }
    }
  }

  async newline(): Promise<void> {
    if ((await this.line()) !== '')
      throw s3Error('IncompleteBody', { message: 'A chunk is longer than its size.' });
  }

  /** At least one byte and at most `count`. */
  async upTo(count: number): Promise<Buffer> {
    if (this.#rest.length === 0 && !(await this.#fill())) throw s3Error('IncompleteBody');
    const piece = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  async drain(): Promise<void> {
    while (await this.#fill());
  }

  /** Lets go of the source, so that somebody else may read on. */
  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  async #fill(): Promise<boolean> {
    while (!this.#ended) {
      const next = await this.#iterator.next();
      if (next.done === true) this.#ended = true;
      else if (next.value.length > 0) {
        this.#rest = next.value;
        return true;
      }
    }
    return false;
  }
}
