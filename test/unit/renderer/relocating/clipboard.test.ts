import '../commands/words.ts';
import { afterEach, expect, test } from 'vitest';
import {
  clearClipboard,
  currentClipboard,
  isCut,
  pasteDeed,
  takeUp,
} from '../../../../renderer/features/relocating/clipboard.ts';
import { pasteText, takenUpText } from '../../../../renderer/features/relocating/pasteWords.ts';
import type { Selection } from '../../../../shared/domain/object.ts';

const selection: Selection = {
  accountId: 'home',
  bucket: 'photos',
  basePrefix: '2026/',
  keys: ['2026/menu.pdf'],
  prefixes: ['2026/Lisbon/'],
};
const at = (prefix: string, bucket = 'photos', accountId = 'home') => ({ accountId, bucket, prefix });
afterEach(clearClipboard);

function deed(mode: 'cut' | 'copy', target: ReturnType<typeof at>) {
  takeUp(mode, selection);
  const taken = currentClipboard();
  return taken === undefined ? undefined : pasteDeed(taken, target);
}

test('what was cut is moved elsewhere, and what was copied is copied', () => {
  expect(deed('cut', at('2027/'))).toBe('move');
  expect(deed('copy', at('2027/'))).toBe('copy');
  expect(deed('cut', at('2026/', 'photos', 'work'))).toBe('move');
  expect(deed('copy', at('2026/', 'movies'))).toBe('copy');
});

test('pasting where it came from duplicates a copy and does nothing with what was cut', () => {
  expect(deed('copy', at('2026/'))).toBe('duplicate');
  expect(deed('cut', at('2026/'))).toBeUndefined();
});

test('a folder cannot be pasted into itself', () => {
  expect(deed('copy', at('2026/Lisbon/'))).toBeUndefined();
  expect(deed('cut', at('2026/Lisbon/beach/'))).toBeUndefined();
  expect(deed('cut', at('2026/Lisbon/', 'movies'))).toBe('move');
  expect(deed('cut', at('2026/Lisbon 2/'))).toBe('move');
});

test('only what was cut is faded, and only where it is', () => {
  takeUp('cut', selection);
  expect(isCut(at('2026/'), '2026/menu.pdf')).toBe(true);
  expect(isCut(at('2026/'), '2026/Lisbon/')).toBe(true);
  expect(isCut(at('2026/'), '2026/other.pdf')).toBe(false);
  expect(isCut(at('2026/', 'movies'), '2026/menu.pdf')).toBe(false);
  takeUp('copy', selection);
  expect(isCut(at('2026/'), '2026/menu.pdf')).toBe(false);
});

test('pasting says what it will do', () => {
  takeUp('cut', selection);
  expect(pasteText(currentClipboard(), at('2027/'))).toBe('Move 2 items here');
  takeUp('copy', { ...selection, prefixes: [] });
  expect(pasteText(currentClipboard(), at('2027/'))).toBe('Paste menu.pdf');
  expect(pasteText(currentClipboard(), at('2026/'))).toBe('Paste another menu.pdf');
  expect(pasteText(undefined, at('2026/'))).toBeUndefined();
  expect(takenUpText('cut', selection)).toBe('2 items are moved where you paste them.');
});
