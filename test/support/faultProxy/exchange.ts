import { type Agent, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { PassThrough, pipeline, type Readable, type Transform, type Writable } from 'node:stream';
import { flipByteAt, keepFirst, stopAfter, trickleFirst } from './bodyFaults.ts';
import type { Fault, FaultKind } from './faultPlan.ts';

/** One request of a client, and the server that it is for. */
export type Exchange = {
  readonly incoming: IncomingMessage;
  /** The client's connection; `incoming` forgets it once it is broken. */
  readonly socket: Socket;
  readonly outgoing: ServerResponse;
  readonly target: URL;
  readonly agent: Agent;
  readonly onStep: () => void;
  /** The server has answered with this status, whether its answer passes or not. */
  readonly onAnswer: (status: number) => void;
};

type Refusal = { readonly status: number; readonly code: string };
const refusals: ReadonlyMap<FaultKind, Refusal> = new Map([
  ['serverError', { status: 500, code: 'InternalError' }],
  ['slowDown', { status: 503, code: 'SlowDown' }],
  ['tooMany', { status: 429, code: 'TooManyRequests' }],
  ['errorInside', { status: 200, code: 'InternalError' }],
  ['earlyError', { status: 500, code: 'InternalError' }],
]);
const trickledBytes = 200;

/** Lets one request go to the server and its answer back, with the fault that the plan gave it. */
export function passOn(exchange: Exchange, fault: Fault | undefined): void {
  const { incoming, outgoing } = exchange;
  const breakOff = () => exchange.socket.resetAndDestroy();
  incoming.on('error', () => exchange.socket.destroy());
  outgoing.on('error', () => exchange.socket.destroy());
  const refusal = fault && refusals.get(fault.kind);
  if (refusal) {
    // What still goes up of the body then meets a closed connection.
    if (fault.kind === 'earlyError') refuse(outgoing.setHeader('connection', 'close'), refusal);
    else whenRead(incoming, () => refuse(outgoing, refusal));
  } else if (fault?.kind === 'cutBeforeAnswer') whenRead(incoming, breakOff);
  else if (fault?.kind === 'halfClose') whenRead(incoming, () => exchange.socket.end());
  else if (fault?.kind === 'stallBeforeAnswer') whenRead(incoming, () => undefined);
  else forward(exchange, fault, breakOff);
}

function forward(exchange: Exchange, fault: Fault | undefined, breakOff: () => void): void {
  const { incoming, outgoing, target, agent } = exchange;
  const headers = { ...incoming.headers };
  const upBytes = Number(headers['content-length'] ?? 0);
  const upAt = Math.floor((fault?.at ?? 0) * upBytes);
  const upstream = request({
    agent,
    host: target.hostname,
    port: target.port,
    method: incoming.method,
    path: incoming.url,
    headers,
  });
  const giveUp = () => {
    upstream.destroy();
    // What the proxy itself has answered may still be on its way.
    if (!outgoing.writableEnded) exchange.socket.destroy();
  };
  upstream.on('error', giveUp);
  // The client has left, or a fault has closed its connection.
  outgoing.once('close', () => !outgoing.writableFinished && upstream.destroy());
  upstream.on('response', (answer) => {
    exchange.onAnswer(answer.statusCode ?? 0);
    if (fault?.kind === 'loseAnswer') {
      // The server has done all of it once its answer has ended.
      whenRead(answer, breakOff);
      return;
    }
    passAnswer(exchange, answer, fault, breakOff);
  });
  const complain = () => {
    refuse(outgoing.setHeader('connection', 'close'), { status: 400, code: 'RequestTimeout' });
    upstream.destroy();
  };
  send(exchange, incoming, upFault(fault, upAt, { giveUp, breakOff, complain }), upstream, giveUp);
}

function upFault(
  fault: Fault | undefined,
  atByte: number,
  { giveUp, breakOff, complain }: Readonly<Record<'giveUp' | 'breakOff' | 'complain', () => void>>,
): Transform | undefined {
  switch (fault?.kind) {
    case 'cutRequest':
      return stopAfter(atByte, () => {
        breakOff();
        giveUp();
      });
    case 'stallRequest':
      return stopAfter(atByte, () => undefined);
    case 'truncateRequest':
      return stopAfter(atByte, complain);
    case 'flipRequest':
      return flipByteAt(atByte);
    default:
      return undefined;
  }
}

function passAnswer(
  exchange: Exchange,
  answer: IncomingMessage,
  fault: Fault | undefined,
  breakOff: () => void,
): void {
  const { incoming, outgoing } = exchange;
  const headers = { ...answer.headers };
  delete headers.connection;
  delete headers['keep-alive'];
  const downBytes = incoming.method === 'HEAD' ? 0 : Number(headers['content-length'] ?? 0);
  const atByte = Math.floor((fault?.at ?? 0) * downBytes);
  if (fault?.kind === 'truncateAnswer') headers['content-length'] = String(atByte);
  if (downBytes === 0 && (fault?.kind === 'cutAnswer' || fault?.kind === 'stallAnswer')) {
    if (fault.kind === 'cutAnswer') breakOff();
    return;
  }
  outgoing.writeHead(answer.statusCode ?? 502, headers);
  outgoing.flushHeaders();
  const giveUp = () => {
    answer.destroy();
    exchange.socket.destroy();
  };
  send(exchange, answer, downFault(fault, atByte, downBytes, breakOff), outgoing, giveUp);
}

function downFault(
  fault: Fault | undefined,
  atByte: number,
  downBytes: number,
  breakOff: () => void,
): Transform | undefined {
  if (fault === undefined || downBytes === 0) return undefined;
  switch (fault.kind) {
    case 'cutAnswer':
      return stopAfter(atByte, breakOff);
    case 'stallAnswer':
      return stopAfter(atByte, () => undefined);
    case 'truncateAnswer':
      return keepFirst(atByte);
    case 'flipAnswer':
      return flipByteAt(atByte);
    case 'trickle':
      return trickleFirst(trickledBytes);
    default:
      return undefined;
  }
}

/** Sends a body on, through a fault where there is one. */
function send(
  { onStep }: Exchange,
  from: Readable,
  fault: Transform | undefined,
  to: Writable,
  giveUp: () => void,
): void {
  from.on('data', onStep);
  from.pause();
  pipeline(from, fault ?? new PassThrough(), to, (error) => {
    onStep();
    if (error) giveUp();
  });
}

function whenRead(message: IncomingMessage, then: () => void): void {
  message.once('end', then);
  message.once('error', () => message.destroy());
  message.resume();
}

function refuse(outgoing: ServerResponse, { status, code }: Refusal): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>Planned.</Message></Error>`;
  outgoing.writeHead(status, {
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(body),
  });
  outgoing.end(body);
}
