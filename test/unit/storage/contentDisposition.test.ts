import { expect, test } from 'vitest';
import { contentDisposition } from '../../../electron/core/storage/contentDisposition.ts';

test.for([
  ['menu.pdf', 'attachment; filename="menu.pdf"'],
  ['two words (1).txt', 'attachment; filename="two words (1).txt"'],
  ['été.txt', `attachment; filename="_t_.txt"; filename*=UTF-8''%C3%A9t%C3%A9.txt`],
  ['say "hi"\\.txt', `attachment; filename="say _hi__.txt"; filename*=UTF-8''say%20%22hi%22%5C.txt`],
  ['100%25.txt', `attachment; filename="100_25.txt"; filename*=UTF-8''100%2525.txt`],
  [`it's *.txt`, `attachment; filename="it's *.txt"`],
  ['🧳.txt', `attachment; filename="_.txt"; filename*=UTF-8''%F0%9F%A7%B3.txt`],
  // What would end the header, hide an ending or lead into another folder is taken out.
  ['a\r\nb.txt', 'attachment; filename="a__b.txt"'],
  ['in\u202efdp.exe', 'attachment; filename="in_fdp.exe"'],
  ['a/b.txt', 'attachment; filename="a_b.txt"'],
] as const)('%j is saved as %s', ([name, header]) => {
  expect(contentDisposition('attachment', name)).toBe(header);
});

test('what is shown has a name, too', () => {
  expect(contentDisposition('inline', 'menu.pdf')).toBe('inline; filename="menu.pdf"');
});

test('a name that no disk takes is cut before its ending, between characters', () => {
  const header = contentDisposition('inline', `${'é'.repeat(300)}.jpeg`);
  const name = decodeURIComponent(header.split("UTF-8''")[1] ?? '');
  expect(name).toBe(`${'é'.repeat(125)}.jpeg`);
});
