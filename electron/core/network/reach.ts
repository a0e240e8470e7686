import { connect } from 'node:net';
import type { ProxyHop } from './proxyHop.ts';

const reachTimeoutMs = 3000;

/** Whether something answers at a proxy's address; waits 3 s at most. */
export function canReach({ host, port }: ProxyHop): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (isReached: boolean) => {
      socket.destroy();
      resolve(isReached);
    };
    socket.setTimeout(reachTimeoutMs, () => end(false));
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}
