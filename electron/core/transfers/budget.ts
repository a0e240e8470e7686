import { SatchelError } from '../satchelError.ts';

/** Bytes of memory that all transfers share for file content. */
export type Budget = {
  /** Waits in line until `bytes` are free (all of the budget when it is smaller); resolves to the function that gives them back. */
  take(bytes: number, signal: AbortSignal): Promise<() => void>;
};

/** A budget of `totalBytes`; who waited longest is served first. */
export function createBudget(totalBytes: number): Budget {
  let freeBytes = totalBytes;
  const line: { readonly bytes: number; readonly serve: () => void }[] = [];
  const serveLine = (): void => {
    for (let first = line[0]; first !== undefined && first.bytes <= freeBytes; first = line[0]) {
      line.shift();
      freeBytes -= first.bytes;
      first.serve();
    }
  };
  return {
    take(bytes, signal) {
      const wanted = Math.min(bytes, totalBytes);
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          line.splice(line.indexOf(place), 1);
          reject(new SatchelError('cancelled', 'Cancelled'));
          serveLine();
        };
        let taken = true;
        const giveBack = (): void => {
          if (!taken) return;
          taken = false;
          freeBytes += wanted;
          serveLine();
        };
        const place = {
          bytes: wanted,
          serve: () => {
            signal.removeEventListener('abort', leave);
            resolve(giveBack);
          },
        };
        if (signal.aborted) {
          reject(new SatchelError('cancelled', 'Cancelled'));
          return;
        }
        signal.addEventListener('abort', leave, { once: true });
        line.push(place);
        serveLine();
      });
    },
  };
}
