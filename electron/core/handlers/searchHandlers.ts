import type { Handlers } from '../ipc/handlers.ts';
import type { Searches } from '../searching/searches.ts';

/** `search.*`: what lies below a folder and fits a query, told by `search.changed`. */
export function createSearchHandlers(searches: Searches) {
  return {
    'search.start': ({ location, query }) => ({ searchId: searches.start(location, query) }),
    'search.getResults': ({ searchId, offset, limit }) => ({
      entries: [...searches.results(searchId, offset, limit)],
    }),
    'search.cancel': ({ searchId }) => {
      searches.cancel(searchId);
      return null;
    },
    'search.close': ({ searchId }) => {
      searches.close(searchId);
      return null;
    },
  } satisfies Partial<Handlers>;
}
