import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activeTab,
  keepAccounts,
  keptTabs,
  maxTabs,
  noTabs,
  reduceTabs,
  restoredTabs,
  type Tabs,
  type TabsAction,
  tabPlace,
} from '../../../../renderer/features/tabs/tabs.ts';

const having = (...actions: readonly TabsAction[]): Tabs => actions.reduce(reduceTabs, noTabs);
const open = (id: string, accountId = 'a', bucket?: string): TabsAction => ({
  kind: 'open',
  id,
  target: { accountId, ...(bucket !== undefined && { bucket, prefix: '' }) },
});
const ids = ({ open: tabs }: Tabs) => tabs.map(({ id }) => id).join('');
const shown = (tabs: Tabs) => [ids(tabs), tabs.activeId];
const placeNow = (tabs: Tabs) => {
  const tab = activeTab(tabs);
  return tab && tabPlace(tab);
};

describe('tabs', () => {
  test('a new one stands beside the active one, and is shown', () => {
    const tabs = having(open('1'), open('2'), { kind: 'activate', id: '1' }, open('3'));
    expect(shown(tabs)).toEqual(['132', '3']);
  });

  test('closing the active one shows the next, or else the one before; closing another one shows the same', () => {
    const three = having(open('1'), open('2'), open('3'));
    const middle = reduceTabs(three, { kind: 'activate', id: '2' });
    expect([
      shown(reduceTabs(middle, { kind: 'close', id: '2' })),
      shown(reduceTabs(three, { kind: 'close', id: '3' })),
      shown(reduceTabs(three, { kind: 'close', id: '1' })),
    ]).toEqual([
      ['13', '3'],
      ['12', '2'],
      ['23', '3'],
    ]);
  });

  test('the last one stays', () => {
    const one = having(open('1'));
    expect(reduceTabs(one, { kind: 'close', id: '1' })).toBe(one);
  });

  test('what was closed comes back where it stood, the newest first', () => {
    const tabs = having(
      open('1'),
      open('2'),
      open('3'),
      { kind: 'close', id: '2' },
      { kind: 'close', id: '1' },
    );
    const once = reduceTabs(tabs, { kind: 'reopen' });
    const twice = reduceTabs(once, { kind: 'reopen' });
    expect([shown(once), shown(twice), reduceTabs(twice, { kind: 'reopen' }) === twice]).toEqual([
      ['13', '1'],
      ['123', '2'],
      true,
    ]);
  });

  test('steps go around', () => {
    const tabs = having(open('1'), open('2'), open('3'));
    const next = reduceTabs(tabs, { kind: 'step', by: 1 });
    expect([next.activeId, reduceTabs(next, { kind: 'step', by: -1 }).activeId]).toEqual(['1', '3']);
  });

  test('switching the account and back finds the place of before, in each tab its own', () => {
    const tabs = having(
      open('1'),
      { kind: 'go', id: '-', target: { accountId: 'a', bucket: 'photos', prefix: 'x/' } },
      { kind: 'switchAccount', accountId: 'b', id: '-' },
    );
    const back = reduceTabs(tabs, { kind: 'switchAccount', accountId: 'a', id: '-' });
    expect([placeNow(tabs), placeNow(back)]).toEqual([
      { kind: 'home' },
      { kind: 'folder', bucket: 'photos', prefix: 'x/' },
    ]);
  });

  test('a place of another account takes the active tab there, and can be left by going back', () => {
    const tabs = having(open('1'), {
      kind: 'go',
      id: '-',
      target: { accountId: 'b', bucket: 'films', prefix: '' },
    });
    expect([ids(tabs), activeTab(tabs)?.accountId, placeNow(tabs)]).toEqual([
      '1',
      'b',
      { kind: 'folder', bucket: 'films', prefix: '' },
    ]);
  });

  test('a bucket that is gone is gone from every tab, the closed ones too', () => {
    const tabs = having(
      open('1', 'a', 'photos'),
      open('2', 'b', 'photos'),
      open('3', 'a', 'photos'),
      { kind: 'close', id: '3' },
      { kind: 'dropBucket', accountId: 'a', bucket: 'photos' },
      { kind: 'reopen' },
    );
    expect(tabs.open.map((tab) => tabPlace(tab).kind)).toEqual(['home', 'folder', 'home']);
  });

  test('tabs of an account that is gone go, and the one before the active one is shown', () => {
    const tabs = having(open('1', 'a'), open('2', 'b'), open('3', 'b'));
    expect(shown(keepAccounts(tabs, (id) => id === 'a'))).toEqual(['1', '1']);
    expect(shown(keepAccounts(tabs, (id) => id === 'b'))).toEqual(['23', '3']);
    expect(keepAccounts(tabs, () => true)).toBe(tabs);
    expect(shown(keepAccounts(tabs, () => false))).toEqual(['', undefined]);
  });
});

const action: fc.Arbitrary<TabsAction> = fc.oneof(
  fc.record({
    kind: fc.constant('open' as const),
    id: fc.uuid(),
    target: fc.record({ accountId: fc.constantFrom('a', 'b') }),
  }),
  fc.record({
    kind: fc.constant('go' as const),
    id: fc.uuid(),
    target: fc.record({
      accountId: fc.constantFrom('a', 'b'),
      bucket: fc.constantFrom('x', 'y'),
      prefix: fc.constantFrom('', 'p/', 'p/q/'),
    }),
  }),
  fc.record({ kind: fc.constant('reopen' as const) }),
  fc.record({ kind: fc.constant('step' as const), by: fc.constantFrom(1 as const, -1 as const) }),
  fc.record({
    kind: fc.constant('switchAccount' as const),
    accountId: fc.constantFrom('a', 'b'),
    id: fc.uuid(),
  }),
  fc.record({
    kind: fc.constant('dropBucket' as const),
    accountId: fc.constantFrom('a', 'b'),
    bucket: fc.constantFrom('x', 'y'),
  }),
);
/** Actions about one of the open tabs, by its number. */
const aboutOne = fc.record({
  kind: fc.constantFrom('close' as const, 'closeOthers' as const, 'activate' as const, 'move' as const),
  at: fc.nat(60),
  toIndex: fc.integer({ min: -5, max: 60 }),
});

function run(
  steps: readonly (
    | TabsAction
    | { kind: 'close' | 'closeOthers' | 'activate' | 'move'; at: number; toIndex: number }
  )[],
): Tabs {
  return steps.reduce<Tabs>((tabs, step) => {
    if (!('at' in step)) return reduceTabs(tabs, step);
    const id = tabs.open[step.at % Math.max(1, tabs.open.length)]?.id ?? '';
    return reduceTabs(tabs, { kind: step.kind, id, toIndex: step.toIndex });
  }, noTabs);
}
const steps = fc.array(fc.oneof(action, aboutOne), { maxLength: 120 });

describe('whatever is done with tabs', () => {
  test('one of the open ones is active, ids are unique, and there are never too many', () => {
    fc.assert(
      fc.property(steps, (done) => {
        const tabs = run(done);
        expect(new Set(tabs.open.map(({ id }) => id)).size).toBe(tabs.open.length);
        expect(tabs.open.length).toBeLessThanOrEqual(maxTabs);
        expect(activeTab(tabs) === undefined).toBe(tabs.open.length === 0);
        expect(tabs.closed.every(({ tab }) => !tabs.open.includes(tab))).toBe(true);
      }),
    );
  });

  test('what is kept comes back with the same places', () => {
    fc.assert(
      fc.property(steps, (done) => {
        const tabs = run(done);
        const restored = restoredTabs(keptTabs(tabs), tabs.activeId);
        expect(keptTabs(restored)).toEqual(keptTabs(tabs));
        expect(restored.activeId).toBe(tabs.activeId);
      }),
    );
  });
});
