import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IdentityCenter, type SsoControl } from './identityCenter.ts';
import { Ledger } from './ledger.ts';
import {
  type Failure,
  type IdentityReply,
  type IdentityRequest,
  type IdentityRole,
  type IdentityUser,
  type IssuedCredentials,
  type LoggedRequest,
  ServiceError,
  type ServiceName,
} from './model.ts';
import { answerOidc, oidcErrorReply, oidcOperation } from './oidc.ts';
import { answerPortal, portalErrorReply, portalOperation } from './portal.ts';
import { answerSts, stsErrorReply, stsOperation } from './sts.ts';
import { answerVerificationPage, captivePage } from './verificationPage.ts';

/** AWS STS, SSO-OIDC and the SSO portal on one address, with what tests turn about them. */
export type IdentityServer = {
  /** One origin for all three services. */
  readonly url: string;
  addUser(user: IdentityUser): void;
  addRole(role: IdentityRole): void;
  /** The life of credentials that are issued from now on, whatever was asked. */
  setSessionSeconds(seconds: number): void;
  /** Called with all credentials before the answer that holds them goes out. */
  onIssued(listener: (issued: IssuedCredentials) => void | Promise<void>): void;
  readonly issued: readonly IssuedCredentials[];
  readonly requests: readonly LoggedRequest[];
  readonly sso: SsoControl;
  /** Answers the next `times` requests for an operation with an error. */
  fail(service: ServiceName, operation: string, times: number, failure: Failure): void;
  /** While on, every connection breaks before it is answered. */
  setOffline(isOffline: boolean): void;
  close(): Promise<void>;
};

type Waiting = { readonly service: ServiceName; readonly operation: string; left: number } & Failure;

/** Starts the server on 127.0.0.1 in this process. */
export async function startIdentityServer(
  options: { readonly nowMs?: () => number; readonly port?: number } = {},
): Promise<IdentityServer> {
  const nowMs = options.nowMs ?? Date.now;
  const ledger = new Ledger(nowMs);
  const requests: LoggedRequest[] = [];
  const failures: Waiting[] = [];
  let isOffline = false;

  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => {
      console.error(error);
      res.destroy();
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const center = new IdentityCenter(url, nowMs);

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const request = await readRequest(req);
    const reply = isOffline ? undefined : await route(request);
    if (reply === undefined) {
      req.socket.destroy();
      return;
    }
    res.writeHead(reply.status, {
      ...reply.headers,
      'content-type': reply.contentType,
      'content-length': Buffer.byteLength(reply.body),
      date: new Date(nowMs()).toUTCString(),
    });
    res.end(reply.body);
  }

  async function route(request: IdentityRequest): Promise<IdentityReply> {
    if (request.path === '/device') return answerVerificationPage(request, center);
    const oidc = oidcOperation(request);
    if (oidc !== undefined) {
      if (center.answersHtml) return captivePage();
      const work = () => answerOidc(oidc, request, center, url);
      return serve('oidc', oidc, work, oidcErrorReply);
    }
    const portal = portalOperation(request);
    if (portal !== undefined) {
      if (center.answersHtml) return captivePage();
      const work = () => answerPortal(portal, request, center, ledger);
      return serve('sso', portal, work, portalErrorReply);
    }
    return serve('sts', stsOperation(request), () => answerSts(request, ledger), stsErrorReply);
  }

  async function serve(
    service: ServiceName,
    operation: string,
    work: () => IdentityReply | Promise<IdentityReply>,
    errorReply: (error: ServiceError) => IdentityReply,
  ): Promise<IdentityReply> {
    requests.push({ service, operation, at: nowMs() });
    try {
      const failure = failures.find(
        (waiting) => waiting.service === service && waiting.operation === operation && waiting.left > 0,
      );
      if (failure !== undefined) {
        failure.left--;
        throw new ServiceError(failure.status, failure.code, 'The server was told to fail.');
      }
      return await work();
    } catch (error) {
      if (error instanceof ServiceError) return errorReply(error);
      throw error;
    }
  }

  return {
    url,
    addUser: (user) => ledger.addUser(user),
    addRole: (role) => ledger.addRole(role),
    setSessionSeconds: (seconds) => ledger.setSessionSeconds(seconds),
    onIssued: (listener) => ledger.onIssued(listener),
    issued: ledger.issued,
    requests,
    sso: center,
    fail(service, operation, times, failure) {
      failures.push({ service, operation, left: times, ...failure });
    },
    setOffline(value) {
      isOffline = value;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readRequest(req: IncomingMessage): Promise<IdentityRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(Buffer.from(chunk));
  const target = req.url ?? '/';
  const { pathname, searchParams } = new URL(target, 'http://127.0.0.1');
  return {
    method: req.method ?? 'GET',
    path: pathname,
    query: searchParams,
    target,
    headers: Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
