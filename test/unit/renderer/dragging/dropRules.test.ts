import { describe, expect, test } from 'vitest';
import type { DropPlace } from '../../../../renderer/features/dragging/dropPlace.ts';
import { dropKeysOf, judgeFiles, judgeSelection } from '../../../../renderer/features/dragging/dropRules.ts';
import type { Selection } from '../../../../shared/domain/object.ts';

const selection: Selection = {
  accountId: 'one',
  bucket: 'photos',
  basePrefix: '2026/',
  keys: ['2026/menu.pdf'],
  prefixes: ['2026/Lisbon/'],
};
const noKeys = { wantsCopy: false, wantsMove: false };
const nobody = () => false;
const at = (prefix: string, bucket = 'photos', accountId = 'one'): DropPlace => ({
  accountId,
  location: { accountId, bucket, prefix },
});

describe('a selection', () => {
  test.each([
    ['into another folder is moved', at('2025/'), noKeys, 'move'],
    ['up is moved', at(''), noKeys, 'move'],
    ['into another bucket is moved', at('', 'movies'), noKeys, 'move'],
    ['into another account is copied', at('', 'photos', 'two'), noKeys, 'copy'],
    ['is copied with the key', at('2025/'), { wantsCopy: true, wantsMove: false }, 'copy'],
    [
      'into another account is moved with the key',
      at('', 'x', 'two'),
      { wantsCopy: false, wantsMove: true },
      'move',
    ],
    ['into a folder whose name only begins alike is moved', at('2026/Lisbon 2/'), noKeys, 'move'],
  ])('%s', (_name, place, keys, effect) => {
    const { location } = place;
    expect(judgeSelection(selection, place, keys, nobody)).toEqual({ kind: 'allowed', effect, location });
  });

  test.each([
    ['into itself', at('2026/Lisbon/'), 'itself'],
    ['below itself', at('2026/Lisbon/old/'), 'itself'],
    ['where it is', at('2026/'), 'here'],
    ['where there is no folder', undefined, 'nowhere'],
    ['on an account', { accountId: 'two' }, 'noFolder'],
  ])('does not go %s', (_name, place, reason) => {
    expect(judgeSelection(selection, place, noKeys, nobody)).toEqual({ kind: 'refused', reason });
  });

  test('goes into no account that is read-only, and is only copied out of one', () => {
    const readOnly = (accountId: string) => accountId === 'one';
    expect(judgeSelection(selection, at('2025/'), noKeys, readOnly)).toEqual({
      kind: 'refused',
      reason: 'readOnly',
    });
    expect(
      judgeSelection(selection, at('', 'x', 'two'), { ...noKeys, wantsMove: true }, readOnly),
    ).toMatchObject({
      effect: 'copy',
    });
  });

  test('found by a search is not where it was searched, but where it lies', () => {
    const found: Selection = { ...selection, basePrefix: '', keys: ['a/b/one.txt'], prefixes: [] };
    expect(judgeSelection(found, at('a/b/'), noKeys, nobody)).toMatchObject({ reason: 'here' });
    expect(judgeSelection(found, at(''), noKeys, nobody)).toMatchObject({ effect: 'move' });
  });
});

test('files from outside are uploaded, unless the account is read-only', () => {
  const place = at('2025/');
  const { location } = place;
  expect(judgeFiles(place, nobody)).toEqual({ kind: 'allowed', effect: 'upload', location });
  expect(judgeFiles(place, () => true)).toEqual({ kind: 'refused', reason: 'readOnly' });
  expect(judgeFiles(undefined, nobody)).toEqual({ kind: 'refused', reason: 'nowhere' });
});

test('the keys are those of the system', () => {
  const event = { ctrlKey: true, altKey: false, shiftKey: false, metaKey: false };
  expect(dropKeysOf(event, false)).toEqual({ wantsCopy: true, wantsMove: false });
  expect(dropKeysOf(event, true)).toEqual(noKeys);
  expect(dropKeysOf({ ...event, altKey: true }, true)).toEqual({ wantsCopy: true, wantsMove: false });
});
