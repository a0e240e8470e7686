import { describe, expect, test } from 'vitest';
import { csvLine } from '../../../electron/core/transfers/receipt/csv.ts';

describe('a line of a receipt', () => {
  test('has its cells between commas and ends as RFC 4180 says', () => {
    expect(csvLine(['done', 'a b.txt', 5, '', 'é 🌞'])).toBe('done,a b.txt,5,,é 🌞\r\n');
  });

  test.each([
    ['a,b', '"a,b"'],
    ['he said "no"', '"he said ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\rlines', '"two\rlines"'],
    ['"', '""""'],
    [' space ', ' space '],
  ])('quotes what would not come back as it was: %j', (text, cell) => {
    expect(csvLine([text])).toBe(`${cell}\r\n`);
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\r=x', '"\'\r=x"'],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ])('is no formula to a spreadsheet: %j', (text, cell) => {
    expect(csvLine([text])).toBe(`${cell}\r\n`);
  });

  test('keeps numbers as they are', () => {
    expect(csvLine([-1, 53_687_091_200])).toBe('-1,53687091200\r\n');
  });
});
