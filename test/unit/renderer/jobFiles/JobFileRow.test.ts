import '../catalogue.ts';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { JobFileRow } from '../../../../renderer/features/jobFiles/JobFileRow.tsx';
import { row } from './row.ts';

/** The texts of a row, one after the other. */
function textsOf(change: Parameters<typeof row>[0]): readonly string[] {
  const markup = renderToStaticMarkup(createElement(JobFileRow, { row: row(change) }));
  return markup.split(/<[^>]*>/).filter((text) => text !== '');
}

test('a file is shown by its folders, its name, its size and how it stands', () => {
  expect(textsOf({})).toEqual(['2026/', 'menu.pdf', '40 MB', 'Waiting']);
  expect(textsOf({ name: 'menu.pdf', state: 'moving', doneBytes: 12e6 })).toEqual([
    'menu.pdf',
    '12 of 40 MB',
    'Moving',
  ]);
});

test('the whole name is there on hover, and cannot deceive', () => {
  const markup = renderToStaticMarkup(
    createElement(JobFileRow, { row: row({ name: 'a/menu\u202efdp.exe' }) }),
  );
  expect(markup).toContain('title="a/menu[U+202E]fdp.exe"');
});
