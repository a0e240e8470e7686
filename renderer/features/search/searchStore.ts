import { onEvent, request } from '../../ipc/client.ts';
import { createSearchStore } from './createSearchStore.ts';

/** The searches of this window. */
export const searchStore = createSearchStore({
  start: async (location, query) => (await request('search.start', { location, query })).searchId,
  getResults: async (searchId, offset, limit) =>
    (await request('search.getResults', { searchId, offset, limit })).entries,
  cancel: (searchId) => request('search.cancel', { searchId }),
  close: (searchId) => request('search.close', { searchId }),
  onChanged: (listener) => onEvent('search.changed', listener),
});
