import { networkInterfaces } from 'node:os';
import type { Clock } from '../core/ports.ts';

const lookEveryMs = 5000;

/**
 * Calls back, until Satchel ends, when this computer has other addresses than before: another Wi-Fi, a cable, a VPN, or any
 * network after none. Electron tells nobody of it.
 */
export function watchNetwork(clock: Clock, onChanged: () => void, readAddresses = ownAddresses): void {
  let last = readAddresses();
  const look = (): void => {
    const now = readAddresses();
    const isAnother = now !== last && now !== '';
    last = now;
    if (isAnother) onChanged();
    clock.setTimer(look, lookEveryMs);
  };
  clock.setTimer(look, lookEveryMs);
}

/** Those that lead out of this computer and its cable, as one text. */
function ownAddresses(): string {
  return Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address)
    .sort()
    .join(' ');
}
