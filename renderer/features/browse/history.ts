import { assertNever } from '../../../shared/assertNever.ts';
import { home, type Place, placeKey } from './place.ts';

/** The places an account's window has been at; `index` is where it stands. There is always one. */
export type History = { readonly places: readonly Place[]; readonly index: number };

export type HistoryAction =
  | { readonly kind: 'go'; readonly place: Place }
  | { readonly kind: 'back' }
  | { readonly kind: 'forward' }
  /** The bucket is gone: so is every place in it. */
  | { readonly kind: 'dropBucket'; readonly bucket: string };

const maxPlaces = 200;

export const emptyHistory: History = { places: [home], index: 0 };

/** Where the window stands. */
export function currentPlace(history: History): Place {
  return history.places[history.index] ?? home;
}

/** Going somewhere forgets what was forward; going where one stands changes nothing. */
export function reduceHistory(history: History, action: HistoryAction): History {
  switch (action.kind) {
    case 'go': {
      if (placeKey(action.place) === placeKey(currentPlace(history))) return history;
      const places = [...history.places.slice(0, history.index + 1), action.place].slice(-maxPlaces);
      return { places, index: places.length - 1 };
    }
    case 'back':
      return history.index > 0 ? { ...history, index: history.index - 1 } : history;
    case 'forward':
      return history.index < history.places.length - 1 ? { ...history, index: history.index + 1 } : history;
    case 'dropBucket':
      return withoutBucket(history, action.bucket);
    default:
      return assertNever(action, 'history action');
  }
}

function withoutBucket(history: History, bucket: string): History {
  const places: Place[] = [];
  let index = 0;
  history.places.forEach((place, at) => {
    const isGone = place.kind === 'folder' && place.bucket === bucket;
    const last = places.at(-1);
    const isRepeat = last !== undefined && placeKey(last) === placeKey(place);
    if (!isGone && !isRepeat) places.push(place);
    if (at === history.index) index = Math.max(0, places.length - 1);
  });
  return places.length === 0 ? emptyHistory : { places, index };
}
