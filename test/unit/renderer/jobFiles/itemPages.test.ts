import { describe, expect, test } from 'vitest';
import {
  flatRows,
  type ItemPages,
  pagesOf,
  withPage,
} from '../../../../renderer/features/jobFiles/itemPages.ts';
import { row } from './row.ts';

const page = (ids: string, nextCursor?: string) => ({
  rows: [...ids].map((itemId) => row({ itemId })),
  ...(nextCursor !== undefined && { nextCursor }),
});
const three: ItemPages = {
  pages: [page('ab', 'b'), page('cd', 'd'), page('ef')],
  pageParams: [undefined, 'b', 'd'],
};

describe('a page that is asked for again', () => {
  test('takes its place, and the next one follows on it', () => {
    expect(withPage(three, 0, page('bc', 'c'))).toEqual({
      pages: [page('bc', 'c'), page('cd', 'd'), page('ef')],
      pageParams: [undefined, 'c', 'd'],
    });
  });

  test('ends the list where it is the last one now', () => {
    expect(withPage(three, 1, page('c'))).toEqual({
      pages: [page('ab', 'b'), page('c')],
      pageParams: [undefined, 'b'],
    });
  });

  test('keeps the rows that did not change, so that they are not drawn again', () => {
    const next = withPage(three, 0, {
      rows: [row({ itemId: 'a' }), row({ itemId: 'b', state: 'done' })],
      nextCursor: 'b',
    });
    expect(next.pages[0]?.rows[0]).toBe(three.pages[0]?.rows[0]);
    expect(next.pages[0]?.rows[1]).not.toBe(three.pages[0]?.rows[1]);
  });
});

describe('the rows of all pages', () => {
  test('show a file once, although it moved on between two pages', () => {
    const flat = flatRows([page('ab', 'b'), page('bc')]);
    expect([flat.ids, flat.starts]).toEqual([
      ['a', 'b', 'c'],
      [0, 2],
    ]);
  });

  test('know which pages are seen', () => {
    const { starts } = flatRows(three.pages);
    expect([pagesOf(starts, 0, 1), pagesOf(starts, 1, 2), pagesOf(starts, 5, 90), pagesOf([], 0, 9)]).toEqual(
      [[0], [0, 1], [2], []],
    );
  });
});
