import { SatchelError } from '../../satchelError.ts';

/** Memory that is lent: exactly as long as asked for, with what was last in it. Nobody uses it after giving it back. */
export type Loan = { readonly buffer: Buffer; readonly giveBack: () => void };

/** Bytes of memory that all transfers share for file content. */
export type Budget = {
  /** Waits in line until `bytes` are free (all of the budget when it is smaller); throws `cancelled`. */
  take(bytes: number, signal: AbortSignal): Promise<Loan>;
};

type Waiting = { readonly bytes: number; readonly serve: () => void };

/** From this length on, memory is used again instead of left to the garbage collector, which lets it pile up. */
const reusedFromBytes = 16 * 1024;

/**
 * A budget of `totalBytes`; who waited longest is served first. What is lent is a power of two, up to `slabBytes`, or else
 * as long as asked for, so that it fits the next one, too. What is lent and what is kept for the next one are together
 * never more than the budget, and nothing is kept when nothing is lent.
 */
export function createBudget(totalBytes: number, slabBytes: number): Budget {
  let freeBytes = totalBytes;
  let keptBytes = 0;
  const kept = new Map<number, Buffer[]>();
  const line: Waiting[] = [];

  const keepNothing = (): void => {
    kept.clear();
    keptBytes = 0;
  };
  const bufferOf = (lengthBytes: number): Buffer => {
    const known = kept.get(lengthBytes)?.pop();
    if (known !== undefined) {
      keptBytes -= lengthBytes;
      return known;
    }
    // `freeBytes` is without these already.
    if (keptBytes > freeBytes) keepNothing();
    return Buffer.allocUnsafeSlow(lengthBytes);
  };
  const keep = (buffer: Buffer): void => {
    if (freeBytes === totalBytes) keepNothing();
    else if (buffer.length >= reusedFromBytes && keptBytes + buffer.length <= freeBytes) {
      keptBytes += buffer.length;
      const same = kept.get(buffer.length);
      if (same === undefined) kept.set(buffer.length, [buffer]);
      else same.push(buffer);
    }
  };

  const serveLine = (): void => {
    for (let first = line[0]; first !== undefined && first.bytes <= freeBytes; first = line[0]) {
      line.shift();
      first.serve();
    }
  };
  const lend = (bytes: number, lengthBytes: number, countedBytes: number): Loan => {
    freeBytes -= countedBytes;
    const buffer = bufferOf(lengthBytes);
    let isLent = true;
    const giveBack = (): void => {
      if (!isLent) return;
      isLent = false;
      freeBytes += countedBytes;
      keep(buffer);
      serveLine();
    };
    return { buffer: buffer.subarray(0, bytes), giveBack };
  };

  return {
    async take(bytes, signal) {
      if (signal.aborted) throw new SatchelError('cancelled', 'Cancelled');
      const lengthBytes = lentBytes(bytes, slabBytes);
      const countedBytes = Math.min(lengthBytes, totalBytes);
      if (line.length === 0 && countedBytes <= freeBytes) return lend(bytes, lengthBytes, countedBytes);
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          line.splice(line.indexOf(place), 1);
          reject(new SatchelError('cancelled', 'Cancelled'));
          serveLine();
        };
        const place: Waiting = {
          bytes: countedBytes,
          serve: () => {
            signal.removeEventListener('abort', leave);
            resolve(lend(bytes, lengthBytes, countedBytes));
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        line.push(place);
      });
    },
  };
}

function lentBytes(bytes: number, slabBytes: number): number {
  if (bytes < reusedFromBytes || bytes > slabBytes) return bytes;
  return Math.min(slabBytes, 2 ** Math.ceil(Math.log2(bytes)));
}
