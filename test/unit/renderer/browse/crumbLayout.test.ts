import { expect, test } from 'vitest';
import { hiddenCrumbCount, hidesFirstCrumb } from '../../../../renderer/features/browse/crumbLayout.ts';

const long = 'x'.repeat(200);

test.each([
  ['all where there is room', ['Account', 'photos', '2026', 'Lisbon'], 600, 0],
  ['all but the first and the last where there is little', ['Account', 'photos', '2026', 'Lisbon'], 180, 2],
  ['the outermost ones first', ['Account', 'photos', '2026', 'Lisbon'], 340, 1],
  ['long ones sooner', ['Account', long, long, long], 500, 1],
  ['nothing of one step', ['Account'], 0, 0],
  ['nothing of two steps', ['Account', long], 50, 0],
])('a way shows %s', (_what, names, width, hidden) => {
  expect(hiddenCrumbCount(names, width)).toBe(hidden);
});

test('where there is no room for the last step, the first one goes into the menu', () => {
  const names = ['Sample account', 'photos', 'Lisbon'];
  expect(hidesFirstCrumb(names, 600)).toBe(false);
  expect(hidesFirstCrumb(names, 240)).toBe(true);
  expect(hidesFirstCrumb(['Sample account'], 10)).toBe(false);
});
