import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { authenticate, demandReach, type Identity } from './auth/authenticate.ts';
import type { ControlState, RequestFaults } from './control/controlState.ts';
import type { LoggedRequest } from './control/protocol.ts';
import { S3Error, s3Error } from './errors.ts';
import type { Call, Reply } from './http/call.ts';
import { parseTarget, type Target } from './http/target.ts';
import { ClientGone, readBody, sendReply, settleConnection } from './http/wire.ts';
import { blocksPublic, isPublicRead } from './operations/acl.ts';
import { findRoute, type Route } from './routing.ts';
import { findBucket } from './store/buckets.ts';
import type { Store } from './store/store.ts';
import { element, xmlDocument } from './xml.ts';

const longestKeyBytes = 1024;

/** Makes the http server that answers S3's calls from a store; the caller lets it listen. */
export function createS3Server(store: Store, control: ControlState): Server {
  const handle = (req: IncomingMessage, res: ServerResponse): void => {
    void answer(req, res, store, control);
  };
  const server = createServer(
    { requestTimeout: 0, keepAliveTimeout: 60_000, highWaterMark: 256 * 1024 },
    handle,
  );
  server.on('checkContinue', handle);
  server.on('connection', (socket) => {
    control.socketOpened();
    socket.once('close', () => control.socketClosed());
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const status =
      error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
      socket.destroy(),
    );
  });
  return server;
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  store: Store,
  control: ControlState,
): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  res.sendDate = false;
  res.setHeader('date', new Date(control.nowMs()).toUTCString());
  res.setHeader('server', 'SatchelS3');
  res.setHeader('x-amz-request-id', requestId);
  res.on('error', () => res.destroy());
  const isHead = req.method === 'HEAD';
  let faults: RequestFaults = noFaults;
  let logged: Omit<LoggedRequest, 'status'> | undefined;
  let isNoted = false;
  try {
    let reply: Reply;
    try {
      const target = parseTarget(req.url ?? '/', req.headers.host);
      const headers = headerMap(req);
      const query = new Map(target.query);
      const { method = 'GET' } = req;
      const route = findRoute({ method, bucket: target.bucket, key: target.key, query, headers });
      faults = control.begin(route.kind, target.bucket, target.key);
      logged = {
        kind: route.kind,
        method,
        bucket: target.bucket,
        key: target.key,
        partNumber: query.has('partNumber') ? Number(query.get('partNumber')) : undefined,
        uploadId: query.get('uploadId'),
        range: headers.get('range'),
      };
      if (faults.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.delayMs));
      if (faults.hangs) return await closed(res);
      if (faults.failure !== undefined) throw faults.failure;
      const identity = authenticate(req, target, {
        accessKeyId: store.accessKeyId,
        secretAccessKey: store.secretAccessKey,
        nowMs: control.nowMs,
        isTokenExpired: control.isTokenExpired,
        session: control.session,
      });
      const call: Call = {
        kind: route.kind,
        method,
        bucket: target.bucket,
        key: target.key,
        query,
        identity,
        store,
        control,
        nowMs: control.nowMs,
        headers,
        header: (name) => headers.get(name),
        readBody: () => readBody(req, res, control, faults),
        demand: (action, bucket, key) => {
          demandReach(identity, bucket);
          control.demand([action], bucket, key);
        },
      };
      admit(call, route, target);
      reply = await route.handler(call);
    } catch (error) {
      reply = toErrorReply(error, req, requestId);
    }
    // Before it is sent: whoever has an answer finds it in the log.
    if (logged !== undefined) control.note({ ...logged, status: reply.status });
    isNoted = true;
    settleConnection(req, res);
    await sendReply(req, res, reply, { isHead, control, faults }).finally(() => releaseContent(reply));
  } catch (error) {
    if (!(error instanceof ClientGone)) console.error(error);
    res.destroy();
  } finally {
    if (logged !== undefined) control.end();
    if (logged !== undefined && !isNoted) control.note({ ...logged, status: 0 });
  }
}

async function releaseContent(reply: Reply): Promise<void> {
  if (typeof reply.body === 'object') await reply.body.release();
}

const noFaults: RequestFaults = {
  delayMs: 0,
  failure: undefined,
  hangs: false,
  cutAfterBytes: undefined,
  corrupts: false,
};

/** Checks key, bucket, region, control rules and public access, before a byte of the body is read. */
function admit(call: Call, route: Route, target: Target): void {
  if (Buffer.byteLength(target.key) > longestKeyBytes) {
    throw s3Error('KeyTooLongError', {
      detail: { Size: String(Buffer.byteLength(target.key)), MaxSizeAllowed: String(longestKeyBytes) },
    });
  }
  if (call.identity.kind === 'anonymous' && route.isOpen !== true) throw s3Error('AccessDenied');
  const place = call.key === '' ? (call.query.get('prefix') ?? '') : call.key;
  demandReach(call.identity, call.bucket);
  call.control.demand([route.kind, route.permission], call.bucket, place);
  if (route.level === 'service' || route.kind === 'CreateBucket') return;
  const bucket = findBucket(call.store.database, call.bucket);
  if (bucket === undefined) throw s3Error('NoSuchBucket', { detail: { BucketName: call.bucket } });
  if (route.kind !== 'GetBucketLocation') checkRegion(call, call.identity, bucket.region);
  const openBucket = isPublicRead(bucket.acl) && !blocksPublic(call, bucket.name, 'IgnorePublicAcls');
  if (call.identity.kind === 'anonymous' && route.level === 'bucket' && !openBucket)
    throw s3Error('AccessDenied');
}

function checkRegion(call: Call, identity: Identity, region: string): void {
  if (identity.kind === 'anonymous' || identity.region === region) return;
  const headers = { 'x-amz-bucket-region': region };
  if (call.kind === 'HeadBucket') throw s3Error('PermanentRedirect', { headers });
  throw s3Error('AuthorizationHeaderMalformed', {
    message: `The authorization header is malformed; the region '${identity.region}' is wrong; expecting '${region}'`,
    detail: { Region: region },
    headers,
  });
}

function toErrorReply(error: unknown, req: IncomingMessage, requestId: string): Reply {
  if (error instanceof ClientGone) throw error;
  if (!(error instanceof S3Error)) console.error(error);
  const known = error instanceof S3Error ? error : s3Error('InternalError');
  const body = xmlDocument('Error', [
    element('Code', known.code),
    element('Message', known.message),
    Object.entries(known.detail).map(([name, value]) => element(name, value)),
    element('Resource', (req.url ?? '').replace(/\?.*/s, '')),
    element('RequestId', requestId),
    element('HostId', 'satchel'),
  ]);
  return { status: known.status, headers: { ...known.headers, 'content-type': 'application/xml' }, body };
}

function headerMap(req: IncomingMessage): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(req.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]),
  );
}

function closed(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => res.once('close', () => resolve()));
}
