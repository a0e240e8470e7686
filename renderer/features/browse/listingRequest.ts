import { request } from '../../ipc/client.ts';

const windowId = crypto.getRandomValues(new Uint32Array(2)).join('-');
let listingNumber = 0;

/** Asks for a listing under an id of its own; main gives it up when the signal aborts. */
export async function askListing<T>(signal: AbortSignal, ask: (listingId: string) => Promise<T>): Promise<T> {
  listingNumber += 1;
  const listingId = `${windowId}-${listingNumber}`;
  const abort = () => {
    request('listing.abort', { listingId }).catch((thrown: unknown) =>
      console.warn('A listing could not be given up', thrown),
    );
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await ask(listingId);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
