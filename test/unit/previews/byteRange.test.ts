import { describe, expect, test } from 'vitest';
import { readRange } from '../../../electron/core/previews/byteRange.ts';

const whole = { kind: 'whole' };
const unsatisfiable = { kind: 'unsatisfiable' };
const part = (startByte: number, endByte: number) => ({ kind: 'part', range: { startByte, endByte } });

describe('a Range header on a body of 1,000 bytes', () => {
  test.each([
    [undefined, whole],
    ['', whole],
    ['bytes=0-0', part(0, 0)],
    ['bytes=0-', part(0, 999)],
    ['bytes=10-19', part(10, 19)],
    ['BYTES=10-19', part(10, 19)],
    ['bytes=900-5000', part(900, 999)],
    ['bytes=999-', part(999, 999)],
    ['bytes=-1', part(999, 999)],
    ['bytes=-5000', part(0, 999)],
    ['bytes=1000-', unsatisfiable],
    ['bytes=1000-2000', unsatisfiable],
    ['bytes=-0', unsatisfiable],
    ['bytes=-', whole],
    ['bytes=20-10', whole],
    ['bytes=0-1,5-6', whole],
    ['bytes=a-b', whole],
    ['items=0-1', whole],
  ])('%j asks for %j', (header, expected) => {
    expect(readRange(header, 1000)).toEqual(expected);
  });

  test('an empty body satisfies no range', () => {
    expect(readRange('bytes=0-', 0)).toEqual(unsatisfiable);
  });
});
