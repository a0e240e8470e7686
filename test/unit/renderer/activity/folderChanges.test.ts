import { expect, test } from 'vitest';
import { isTouched } from '../../../../renderer/features/activity/folderChanges.ts';

const at = (prefix: string, bucket = 'photos') => ({ accountId: 'home', bucket, prefix });

test('a change shows in the folder itself, in those around it, and in those inside', () => {
  expect(isTouched(at('2026/'), at('2026/'))).toBe(true);
  expect(isTouched(at('2026/Lisbon/'), at('2026/'))).toBe(true);
  expect(isTouched(at('2026/'), at('2026/Lisbon/'))).toBe(true);
  expect(isTouched(at('2026/'), at('2027/'))).toBe(false);
  expect(isTouched(at('2026/'), at('2026/', 'movies'))).toBe(false);
});
