import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ControlState, RequestFaults } from '../control/controlState.ts';
import type { Content, Reply } from './call.ts';

const throttledPieceBytes = 16 * 1024;
/** How much of an unread body is still taken, so that the connection can be used again. */
const drainLimitBytes = 1024 * 1024;
const lingerMs = 2000;

/** The client went away, so there is nobody to answer. */
export class ClientGone extends Error {}

/** Reads a request's body with the faults that it meets; says "100 Continue" first where the client waits for it. */
export async function* readBody(
  req: IncomingMessage,
  res: ServerResponse,
  control: ControlState,
  faults: RequestFaults,
): AsyncGenerator<Buffer> {
  if (waitsForContinue(req)) res.writeContinue();
  let seen = 0;
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      for (const piece of pieces(chunk, control.isThrottled)) {
        await control.pace(piece.length);
        control.countIn(piece.length);
        seen += piece.length;
        if (faults.cutAfterBytes !== undefined && seen > faults.cutAfterBytes) {
          req.destroy();
          throw new ClientGone('the connection was told to break');
        }
        yield piece;
      }
    }
  } catch (error) {
    if (req.destroyed) throw new ClientGone('the client left', { cause: error });
    throw error;
  }
  if (!req.complete) throw new ClientGone('the client left');
}

/** Sends a reply, with the faults that it meets. */
export async function sendReply(
  req: IncomingMessage,
  res: ServerResponse,
  reply: Reply,
  options: { readonly isHead: boolean; readonly control: ControlState; readonly faults: RequestFaults },
): Promise<void> {
  const { control, faults } = options;
  const content = toContent(reply.body);
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    if (value !== undefined) res.setHeader(name, value);
  }
  if (typeof reply.body === 'string' && !res.hasHeader('content-type'))
    res.setHeader('content-type', 'application/xml');
  const bodyless = options.isHead || reply.status === 204 || reply.status === 304;
  // Without a length Node's client does not use the connection again, not even after HEAD.
  if (!bodyless || (options.isHead && !res.hasHeader('content-length')))
    res.setHeader('content-length', String(content.sizeBytes));
  res.writeHead(reply.status);
  if (bodyless || content.sizeBytes === 0) {
    await finish(req, res);
    return;
  }
  let sent = 0;
  let flushed: Promise<void> = Promise.resolve();
  for await (const chunk of content.read()) {
    if (faults.corrupts && sent === 0) chunk[chunk.length >> 1] = (chunk[chunk.length >> 1] ?? 0) ^ 1;
    for (const piece of pieces(chunk, control.isThrottled)) {
      await control.pace(piece.length);
      await flushed;
      if (res.destroyed) return;
      const left = faults.cutAfterBytes === undefined ? piece.length : faults.cutAfterBytes - sent;
      if (left < piece.length) {
        await write(res, piece.subarray(0, Math.max(0, left)));
        res.destroy();
        return;
      }
      sent += piece.length;
      control.countOut(piece.length);
      flushed = write(res, piece);
    }
  }
  await flushed;
  await finish(req, res);
}

/** Before an early answer: a connection whose body is too long to let pass will close. */
export function settleConnection(req: IncomingMessage, res: ServerResponse): void {
  if (!hasUnreadBody(req)) return;
  const length = Number(req.headers['content-length'] ?? Number.NaN);
  if (waitsForContinue(req) || !(length <= drainLimitBytes)) res.setHeader('connection', 'close');
}

/**
 * Ends an answer. Where the client still sends, the rest of the body passes by first, for a while:
 * closing at once would reset the connection, and the client might never read the answer.
 */
async function finish(req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (hasUnreadBody(req) && !waitsForContinue(req)) {
    res.flushHeaders();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lingerMs);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      req.once('end', done).once('close', done).once('error', done);
      req.resume();
    });
  }
  await new Promise<void>((resolve) => {
    if (res.destroyed) return resolve();
    res.once('close', resolve);
    res.end(() => resolve());
  });
}

function hasUnreadBody(req: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = req.headers;
  return (
    !req.complete && !req.destroyed && (encoding !== undefined || (length !== undefined && length !== '0'))
  );
}

function waitsForContinue(req: IncomingMessage): boolean {
  return req.headers.expect?.toLowerCase() === '100-continue';
}

function toContent(body: Reply['body']): Content {
  if (body !== undefined && typeof body !== 'string') return body;
  const bytes = Buffer.from(body ?? '', 'utf8');
  return {
    sizeBytes: bytes.length,
    async *read() {
      yield bytes;
    },
    release: async () => undefined,
  };
}

/** Resolves when the piece is on its way, or when nobody is there to take it. */
function write(res: ServerResponse, piece: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      res.off('close', done);
      resolve();
    };
    res.once('close', done);
    res.write(piece, done);
  });
}

function* pieces(chunk: Buffer, small: boolean): Generator<Buffer> {
  if (!small) {
    yield chunk;
    return;
  }
  for (let at = 0; at < chunk.length; at += throttledPieceBytes)
    yield chunk.subarray(at, at + throttledPieceBytes);
}
