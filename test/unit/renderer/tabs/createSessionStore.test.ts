import { expect, test, vi } from 'vitest';
import { createSessionStore } from '../../../../renderer/features/tabs/createSessionStore.ts';
import type { WindowSession } from '../../../../shared/domain/session.ts';

const folder = { accountId: 'a', bucket: 'photos', prefix: '' };
const session: WindowSession = { tabs: [], favourites: [folder], recents: [], views: [] };

function storeOf(get: () => Promise<WindowSession>) {
  const told: unknown[] = [];
  const keep = (...what: readonly unknown[]) => {
    told.push(what);
    return Promise.resolve();
  };
  const store = createSessionStore({ get, set: keep, setView: keep });
  return { store, told };
}

test('the session of the last time is asked for once, and what changes is told', async () => {
  const get = vi.fn(() => Promise.resolve(session));
  const { store, told } = storeOf(get);
  store.change(() => ({ recents: [folder] }));
  store.subscribe(() => undefined);
  store.subscribe(() => undefined);
  await expect.poll(store.getState).toBe(session);
  store.change(({ favourites }) => ({ favourites }));
  store.change(() => ({ recents: [folder] }));
  expect([get.mock.calls.length, told, store.getState()]).toEqual([
    1,
    [[{ recents: [folder] }]],
    { ...session, recents: [folder] },
  ]);
});

test('a folder keeps how it is shown, until that is as everywhere', async () => {
  const { store, told } = storeOf(() => Promise.resolve(session));
  store.subscribe(() => undefined);
  await expect.poll(store.getState).toBeDefined();
  store.setView(folder, { layout: 'grid' });
  expect(store.getState()?.views).toEqual([{ location: folder, view: { layout: 'grid' } }]);
  store.setView({ ...folder }, {});
  expect([store.getState()?.views, told.length]).toEqual([[], 2]);
});

test('without the session of the last time the window begins with an empty one', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { store } = storeOf(() => Promise.reject(new Error('no disk')));
  store.subscribe(() => undefined);
  await expect.poll(store.getState).toEqual({ tabs: [], favourites: [], recents: [], views: [] });
  expect(warn).toHaveBeenCalledOnce();
  warn.mockRestore();
});
