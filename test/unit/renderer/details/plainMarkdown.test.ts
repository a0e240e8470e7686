import { expect, test } from 'vitest';
import { isPlainMarkdown } from '../../../../renderer/features/details/plainMarkdown.ts';

test.each([
  ['prose', 'Hello **world**, this is a [link](x).\n\n'.repeat(500)],
  ['a long list', '- **one** `two` [three](x)\n'.repeat(500)],
  ['a few quotes', '> > a\n> > b\n'.repeat(200)],
  ['nothing', ''],
])('%s is laid out', (_, text) => {
  expect(isPlainMarkdown(text)).toBe(true);
});

test.each([
  ['much', 'a'.repeat(100_001)],
  ['marks without end', '_a*'.repeat(500)],
  ['quotes in quotes', '> '.repeat(5000)],
  ['lists in lists', '- '.repeat(5000)],
])('%s is shown as it is written', (_, text) => {
  expect(isPlainMarkdown(text)).toBe(false);
});
