import { SatchelError } from '../../satchelError.ts';

/** Memory that is lent: exactly as long as asked for, with what was last in it. Nobody uses it after giving it back. */
export type Loan = { readonly buffer: Buffer; readonly giveBack: () => void };

/** Bytes of memory that all transfers share for file content. */
export type Budget = {
  /** Waits in line until `bytes` are free (all of the budget when it is smaller); throws `cancelled`. */
  take(bytes: number, signal: AbortSignal): Promise<Loan>;
};

/** From this length on, memory is used again instead of left to the garbage collector, which lets it pile up. */
const reusedFromBytes = 1024 * 1024;

/** A budget of `totalBytes`, lent in slabs of up to `slabBytes`; who waited longest is served first. */
export function createBudget(totalBytes: number, slabBytes: number): Budget {
  let freeBytes = totalBytes;
  const slabs: Buffer[] = [];
  const bufferOf = (bytes: number): Buffer => {
    if (bytes < reusedFromBytes || bytes > slabBytes) return Buffer.allocUnsafeSlow(bytes);
    return (slabs.pop() ?? Buffer.allocUnsafeSlow(slabBytes)).subarray(0, bytes);
  };
  const keep = ({ buffer, byteLength }: Buffer): void => {
    if (byteLength < reusedFromBytes || buffer.byteLength !== slabBytes) return;
    // When nothing moves any more, the memory goes back to the system.
    if (freeBytes === totalBytes) slabs.length = 0;
    else slabs.push(Buffer.from(buffer));
  };
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
        const lend = (): Loan => {
          const buffer = bufferOf(bytes);
          let lent = true;
          const giveBack = (): void => {
            if (!lent) return;
            lent = false;
            freeBytes += wanted;
            keep(buffer);
            serveLine();
          };
          return { buffer, giveBack };
        };
        const place = {
          bytes: wanted,
          serve: () => {
            signal.removeEventListener('abort', leave);
            resolve(lend());
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
