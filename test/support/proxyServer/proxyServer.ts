import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { acceptSocks } from './socks.ts';

/** How a proxy of a test is. */
export type ProxyOptions = {
  /** Answers 407 (or refuses, with SOCKS) without them. */
  readonly user?: string;
  readonly password?: string;
  /** Speaks TLS itself. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
  /** Answers CONNECT with this instead of connecting, and its body. */
  readonly connectAnswer?: string;
};

/** A proxy on a loopback port that counts what goes through it; names that end in `.test` are this computer to it. */
export type ProxyServer = {
  readonly port: number;
  /** Sockets that came, and those of them that are open. */
  connections(): number;
  openConnections(): number;
  /** What was asked for: `CONNECT host:port`, `GET http://host/...` or `SOCKS host:port`. */
  readonly asked: readonly string[];
  /** Breaks every connection and answers no more. */
  kill(): Promise<void>;
};

/** Starts an HTTP proxy: CONNECT, and whole addresses in the request line. */
export async function startHttpProxy(options: ProxyOptions = {}): Promise<ProxyServer> {
  const asked: string[] = [];
  const isKnown = ({ headers }: IncomingMessage) =>
    options.user === undefined ||
    headers['proxy-authorization'] ===
      `Basic ${Buffer.from(`${options.user}:${options.password ?? ''}`).toString('base64')}`;
  const http = createHttpServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    if (isKnown(incoming)) forward(incoming, response);
    else response.writeHead(407, { 'proxy-authenticate': 'Basic realm="test"' }).end('who are you?');
  });
  http.on('connect', (incoming: IncomingMessage, client: Duplex, head: Buffer) => {
    asked.push(`CONNECT ${incoming.url}`);
    client.on('error', () => client.destroy());
    if (options.connectAnswer !== undefined) client.end(options.connectAnswer);
    else if (!isKnown(incoming)) client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    else tunnel(incoming.url ?? '', client, head);
  });
  const server = options.tls
    ? createTlsServer(options.tls, (socket) => void http.emit('connection', socket))
    : http;
  return listen(server, asked);
}

/** Starts a SOCKS5 proxy that looks names up by itself. */
export async function startSocksProxy(options: ProxyOptions = {}): Promise<ProxyServer> {
  const asked: string[] = [];
  const server = createTcpServer((client) => {
    client.on('error', () => client.destroy());
    acceptSocks(client, options, (host, port) => {
      asked.push(`SOCKS ${host}:${port}`);
      return connectTo(host, port);
    });
  });
  return listen(server, asked);
}

async function listen(server: TcpServer, asked: readonly string[]): Promise<ProxyServer> {
  const open = new Set<Socket>();
  let connectionCount = 0;
  server.on('connection', (socket: Socket) => {
    connectionCount += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    connections: () => connectionCount,
    openConnections: () => open.size,
    asked,
    async kill() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function connectTo(host: string, port: number): Socket {
  return connect({ host: host.endsWith('.test') ? '127.0.0.1' : host, port });
}

function tunnel(authority: string, client: Duplex, head: Buffer): void {
  const { hostname, port } = new URL(`http://${authority}`);
  const upstream = connectTo(hostname, Number(port));
  upstream.on('connect', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) upstream.write(head);
    upstream.pipe(client).pipe(upstream);
  });
  upstream.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  upstream.on('close', () => client.destroy());
  client.on('close', () => upstream.destroy());
}

function forward(incoming: IncomingMessage, response: ServerResponse): void {
  // Not by URL, which would normalise the path.
  const [, authority = '', path = '/'] = /^http:\/\/([^/]+)(.*)$/.exec(incoming.url ?? '') ?? [];
  const { hostname, port } = new URL(`http://${authority}`);
  const { 'proxy-authorization': _, ...headers } = incoming.headers;
  const upstream = request(
    {
      host: hostname.endsWith('.test') ? '127.0.0.1' : hostname,
      port,
      path,
      method: incoming.method,
      headers,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    },
  );
  upstream.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  incoming.pipe(upstream);
  incoming.on('error', () => upstream.destroy());
}
