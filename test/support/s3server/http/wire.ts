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
  if (req.headers.expect?.toLowerCase() === '100-continue') res.writeContinue();
  let seen = 0;
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      for (const piece of pieces(chunk, control.isThrottled)) {
        await control.pace(piece.length);
        control.countIn(piece.length);
        seen += piece.length;
        if (faults.cutAfterBytes !== undefined && seen > faults.cutAfterBytes) req.destroy();
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
  if (!bodyless) res.setHeader('content-length', String(content.sizeBytes));
  res.writeHead(reply.status);
  if (bodyless || content.sizeBytes === 0) {
    await ended(res);
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
  await ended(res);
}

/** After an early answer: takes a small rest of the body, or lets the client read the answer and then closes. */
export function settleConnection(req: IncomingMessage, res: ServerResponse): void {
  if (req.complete || req.destroyed) return;
  const waitsForContinue = req.headers.expect?.toLowerCase() === '100-continue';
  const length = Number(req.headers['content-length'] ?? Number.NaN);
  if (waitsForContinue || !(length <= drainLimitBytes)) res.setHeader('connection', 'close');
}

/** Lets what is left of the body pass by; a client that goes on sending is cut off after a while. */
export function drain(req: IncomingMessage, res: ServerResponse): void {
  if (req.complete || req.destroyed) return;
  req.on('error', () => req.destroy());
  req.resume();
  if (res.getHeader('connection') !== 'close') return;
  const timer = setTimeout(() => req.destroy(), lingerMs);
  req.once('close', () => clearTimeout(timer));
}

function toContent(body: Reply['body']): Content {
  if (body !== undefined && typeof body !== 'string') return body;
  const bytes = Buffer.from(body ?? '', 'utf8');
  return {
    sizeBytes: bytes.length,
    async *read() {
      yield bytes;
    },
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

function ended(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (res.destroyed) return resolve();
    res.once('close', resolve);
    res.end(() => resolve());
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
