import { type Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { withCertificateError } from '../../network/certificateErrors.ts';
import { SatchelError } from '../../satchelError.ts';

/** How long a request waits, in milliseconds; 0 waits for ever. */
export type RequestPatience = {
  /** For a socket. */
  readonly connectMs: number;
  /** For the head of the answer, from the request's beginning. */
  readonly answerMs: number;
  /** While nothing moves on its socket. */
  readonly socketMs: number;
};

/** A request as it goes over the wire. */
export type DirectRequest = {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | Readable | undefined;
};

/**
 * Sends a request by an agent and gives the head of its answer, whose body is not read yet. Throws `network.unreachable`,
 * `network.timedOut`, `network.certificateUntrusted`, and Node's own errors; after the signal, any.
 */
export function sendDirectly(
  agent: Agent,
  { protocol, hostname, port, method, path, headers, body }: DirectRequest,
  { connectMs, answerMs, socketMs }: RequestPatience,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = protocol === 'https:' ? requestHttps : requestHttp;
    // Node wants an IPv6 address without its brackets.
    const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
    const request = send({ agent, host, port, method, path, headers });
    const fail = (error: SatchelError): void => {
      reject(error);
      request.destroy();
    };
    const onAbort = (): void => fail(new SatchelError('cancelled', 'The call was given up.'));
    const connecting = setTimeout(() => {
      fail(new SatchelError('network.unreachable', `No connection was made in ${connectMs} ms.`));
    }, connectMs);
    const answering =
      answerMs === 0
        ? undefined
        : setTimeout(() => {
            fail(new SatchelError('network.timedOut', `No answer came in ${answerMs} ms.`));
          }, answerMs);
    const onConnected = (): void => clearTimeout(connecting);

    request.once('socket', (socket) => {
      if (socket.connecting) socket.once('connect', onConnected);
      else onConnected();
    });
    if (socketMs > 0) {
      request.setTimeout(socketMs, () => {
        fail(new SatchelError('network.timedOut', `Nothing moved for ${socketMs} ms.`));
      });
    }
    request.once('response', (answer) => {
      clearTimeout(answering);
      resolve(answer);
    });
    request.on('error', (error) => reject(withCertificateError(error, hostname)));
    request.once('close', () => {
      clearTimeout(connecting);
      clearTimeout(answering);
      signal?.removeEventListener('abort', onAbort);
      if (body instanceof Readable) body.destroy();
    });
    if (signal?.aborted) {
      onAbort();
      return;
    }
    signal?.addEventListener('abort', onAbort, { once: true });
    if (body instanceof Readable) body.pipe(request);
    else request.end(body);
  });
}
