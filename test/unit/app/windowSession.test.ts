import { expect, test } from 'vitest';
import { createKeptSession } from '../../../electron/core/windowSession.ts';
import { parseSession } from '../../../electron/shell/storedSession.ts';
import type { Location } from '../../../shared/domain/object.ts';
import type { WindowSession } from '../../../shared/domain/session.ts';
import { manualClock } from '../transfers/manualClock.ts';

const empty: WindowSession = { tabs: [], favourites: [], recents: [], views: [] };
const at = (prefix: string): Location => ({ accountId: 'work', bucket: 'photos', prefix });

function keep(read: WindowSession = empty) {
  const clock = manualClock();
  const written: WindowSession[] = [];
  const session = createKeptSession({ read: () => read, write: (one) => void written.push(one) }, clock);
  return { clock, written, session };
}

test('what was changed is written once for many changes, and at the end', () => {
  const { clock, written, session } = keep();
  session.set({ favourites: [at('a/')] });
  session.set({ favourites: [at('b/')] });
  clock.advance(1000);
  expect(written).toEqual([{ ...empty, favourites: [at('b/')] }]);
  session.set({ recents: [at('c/')] });
  session.close();
  session.close();
  expect(written.slice(1)).toEqual([{ ...empty, favourites: [at('b/')], recents: [at('c/')] }]);
});

test('a folder has one view, the newest last; one without anything of its own is forgotten', () => {
  const { session } = keep();
  session.setView(at('a/'), { layout: 'grid' });
  session.setView(at('b/'), { layout: 'details' });
  session.setView(at('a/'), { sort: { column: 'size', direction: 'descending' } });
  session.setView(at('b/'), {});
  expect(session.get().views).toEqual([
    { location: at('a/'), view: { sort: { column: 'size', direction: 'descending' } } },
  ]);
});

test('more views than are kept push the oldest out', () => {
  const { session } = keep();
  for (let index = 0; index <= 1000; index += 1) session.setView(at(`${index}/`), { layout: 'grid' });
  const { views } = session.get();
  expect([views.length, views[0]?.location.prefix]).toEqual([1000, '1/']);
});

test('of a file that makes no sense in places, the rest is kept', () => {
  const tab = { id: '1', accountId: 'work', bucket: 'photos', prefix: 'a/' };
  expect(
    parseSession({
      tabs: [tab, { id: 2 }, 'x'],
      activeTabId: 7,
      favourites: 'none',
      recents: [at('a/'), { ...at('b/'), extra: true }],
      views: [{ location: at('a/'), view: { layout: 'circle' } }],
      later: 1,
    }),
  ).toEqual({ ...empty, tabs: [tab], recents: [at('a/')] });
  expect([parseSession(undefined), parseSession('x')]).toEqual([empty, empty]);
});
