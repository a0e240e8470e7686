import { describe, expect, test } from 'vitest';
import { chunkBytes, createByteChunks } from '../../../../renderer/features/details/byteChunks.ts';
import { hexLine, offsetDigits, readOffset } from '../../../../renderer/features/details/hexLines.ts';
import {
  firstLineAt,
  isScaled,
  maxScrollPx,
  scrollHeightPx,
  scrollTopOf,
} from '../../../../renderer/features/details/longScroll.ts';

const fiveGigabytes = 5_000_000_000;

describe('a line of bytes', () => {
  test('has its offset, its bytes and its letters', () => {
    const bytes = new TextEncoder().encode('<b>\n\u00e9!');
    expect(hexLine(0x40, 8, 0x47, (offset) => bytes[offset - 0x40])).toEqual({
      offset: '0040',
      bytes: '3c 62 3e 0a c3 a9 21   ',
      text: '<b>...!',
    });
  });

  test('shows what is not there yet', () => {
    expect(hexLine(0, 2, 3, () => undefined)).toEqual({ offset: '0000', bytes: '·· ··', text: '··' });
  });

  test('has room for every offset of a file', () => {
    expect([0, 1, 0x10000, 0x10001, fiveGigabytes].map(offsetDigits)).toEqual([4, 4, 4, 5, 9]);
  });

  test.each([
    ['1,024', 1024],
    ['0x1F', 31],
    [' 0 ', 0],
    ['4999999999', 4_999_999_999],
    ['5000000000', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    ['', undefined],
  ])('the offset %j is %j', (typed, offset) => {
    expect(readOffset(typed, fiveGigabytes)).toBe(offset);
  });
});

describe('a list of very many lines', () => {
  const long = { lineCount: Math.ceil(fiveGigabytes / 16), visibleLines: 14, linePx: 20 };
  const short = { lineCount: 100, visibleLines: 14, linePx: 20 };
  const end = (scroll: typeof long) => scrollHeightPx(scroll) - scroll.visibleLines * scroll.linePx;

  test('is never higher than an element can be, and ends at its last line', () => {
    expect([isScaled(long), scrollHeightPx(long)]).toEqual([true, maxScrollPx]);
    expect(firstLineAt(long, end(long), end(long))).toBe(long.lineCount - long.visibleLines);
    expect(firstLineAt(short, end(short), end(short))).toBe(86);
  });

  test.each([
    ['long', long, 123_456_789],
    ['short', short, 42],
  ] as const)('the scroll bar of a %s one stands where its first line is', (_, scroll, line) => {
    const found = firstLineAt(scroll, scrollTopOf(scroll, line, end(scroll)), end(scroll));
    expect(found).toBe(line);
  });
});

describe('the parts of a long file', () => {
  type Asked = { readonly startByte: number; readonly endByte: number; readonly signal: AbortSignal };

  function setUp(sizeBytes: number) {
    const asked: Asked[] = [];
    let answer = async ({ startByte, endByte }: Asked) =>
      new Uint8Array(endByte - startByte).fill(startByte / chunkBytes);
    let changes = 0;
    const chunks = createByteChunks(
      sizeBytes,
      (startByte, endByte, signal) => {
        const one = { startByte, endByte, signal };
        asked.push(one);
        return answer(one);
      },
      () => {
        changes += 1;
      },
    );
    return {
      chunks,
      asked,
      changes: () => changes,
      answerWith: (next: typeof answer) => {
        answer = next;
      },
      settle: () => new Promise((resolve) => setTimeout(resolve)),
    };
  }

  test('are read once, where they are looked at', async () => {
    const { chunks, asked, settle } = setUp(3 * chunkBytes + 5);
    chunks.look(3 * chunkBytes - 10, 3 * chunkBytes + 10);
    await settle();
    chunks.look(3 * chunkBytes - 10, 3 * chunkBytes + 10);
    expect(asked.map(({ startByte, endByte }) => [startByte, endByte])).toEqual([
      [2 * chunkBytes, 3 * chunkBytes],
      [3 * chunkBytes, 3 * chunkBytes + 5],
    ]);
    expect([chunks.at(3 * chunkBytes - 1), chunks.at(3 * chunkBytes), chunks.at(0)]).toEqual([
      2,
      3,
      undefined,
    ]);
  });

  test('that were scrolled past are given up', () => {
    const { chunks, asked, answerWith } = setUp(100 * chunkBytes);
    answerWith(() => new Promise(() => undefined));
    chunks.look(0, 10);
    chunks.look(50 * chunkBytes, 50 * chunkBytes + 10);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    chunks.close();
    expect(asked.every(({ signal }) => signal.aborted)).toBe(true);
  });

  test('do not fill the memory', async () => {
    const { chunks, settle } = setUp(100 * chunkBytes);
    for (let index = 0; index < 100; index += 1) {
      chunks.look(index * chunkBytes, index * chunkBytes + 1);
      await settle();
    }
    expect([chunks.at(0), chunks.at(99 * chunkBytes)]).toEqual([undefined, 99]);
  });

  test('that cannot be read say so, and are tried again', async () => {
    const { chunks, answerWith, settle, changes } = setUp(10);
    answerWith(() => Promise.reject(new Error('lost')));
    chunks.look(0, 10);
    await settle();
    expect([chunks.hasFailed(), changes()]).toEqual([true, 1]);
    answerWith(async () => Uint8Array.of(7));
    chunks.look(0, 10);
    await settle();
    expect([chunks.hasFailed(), chunks.at(0)]).toEqual([false, 7]);
  });
});
