import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Exchange, passOn } from './exchange.ts';
import { type FaultKind, type FaultPlan, shapeOf } from './faultPlan.ts';

/**
 * A request that came to the proxy; `status` is missing until the server itself has answered it, `hasPassed` until all of
 * the answer has been given to the client's connection.
 */
export type LoggedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly range: string | undefined;
  readonly fault: FaultKind | undefined;
  status?: number;
  hasPassed?: true;
};

/** A proxy on a loopback port in front of one S3 server, over which what a test plans goes wrong. */
export type FaultProxy = {
  readonly url: string;
  /** Every request since the start or the last `forget`, in order. */
  readonly log: readonly LoggedRequest[];
  forget(): void;
  /** What goes wrong from now on; undefined: nothing. */
  setPlan(plan: FaultPlan | undefined): void;
  /** Breaks so many connections as soon as they come, before a byte is read. */
  refuse(connectionCount: number): void;
  /** Breaks all connections; new ones are refused by the system until `comeBack`. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Starts a proxy in front of the server at `target`. `onStep` is called whenever something has happened: a request came,
 * some of a body passed, an answer began or ended.
 */
export async function startFaultProxy(
  target: string,
  options: { readonly plan?: FaultPlan; readonly onStep?: () => void } = {},
): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  const log: LoggedRequest[] = [];
  let plan = options.plan;
  let refusals = 0;
  const onStep = options.onStep ?? (() => undefined);

  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const fault = plan?.(shapeOf(method, url, headers));
    const { pathname, searchParams: query } = new URL(url, target);
    const { range } = headers;
    const entry: LoggedRequest = { method, path: pathname, query, range, fault: fault?.kind };
    log.push(entry);
    onStep();
    const exchange: Exchange = {
      incoming,
      socket: incoming.socket,
      outgoing,
      target: new URL(target),
      agent,
      onStep,
      onAnswer: (status) => {
        entry.status = status;
        onStep();
      },
    };
    outgoing.once('finish', () => {
      if (entry.status !== undefined) entry.hasPassed = true;
    });
    passOn(exchange, fault);
  });
  server.on('connection', (socket: Socket) => {
    if (refusals > 0) {
      refusals -= 1;
      socket.resetAndDestroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const leave = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    log,
    forget: () => void log.splice(0),
    setPlan: (next) => {
      plan = next;
    },
    refuse: (connectionCount) => {
      refusals = connectionCount;
    },
    leave,
    async comeBack() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    async close() {
      await leave();
      agent.destroy();
    },
  };
}
