import { createServer, type Server } from 'node:http';
import type { ControlState } from './controlState.ts';
import type { Order } from './protocol.ts';

/** A second http server that takes orders (`Order` as JSON, by POST) and answers with the counters. */
export function createControlServer(state: ControlState): Server {
  return createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const answer = (status: number, value: unknown): void => {
        res.writeHead(status, { 'content-type': 'application/json' });
        res.end(JSON.stringify(value));
      };
      try {
        answer(200, state.obey(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Order));
      } catch (error) {
        answer(400, { message: String(error) });
      }
    });
  });
}
