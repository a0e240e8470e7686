import { describe, expect, test } from 'vitest';
import { extendTypeAhead, findTypeAhead, isTyping } from '../../../../renderer/features/browse/typeAhead.ts';

const names = ['Apple', 'avocado', 'Banana', 'bread', 'Butter', 'a b'];
const find = (text: string, activeIndex: number) =>
  findTypeAhead(names.length, (index) => names[index] ?? '', text, activeIndex);

describe('typing in the list', () => {
  test('collects letters until there is a pause', () => {
    const first = extendTypeAhead(undefined, 'b', 1_000);
    const second = extendTypeAhead(first, 'r', 1_500);
    expect([second.text, extendTypeAhead(second, 'a', 2_400).text]).toEqual(['br', 'a']);
    expect([isTyping(undefined, 0), isTyping(second, 2_000), isTyping(second, 2_300)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('finds the next name that starts with the letters, whatever their case', () => {
    expect([find('br', -1), find('BU', 0), find('a ', 0)]).toEqual([3, 4, 5]);
  });

  test('goes on with one letter, also when it is repeated, and round the end', () => {
    expect([find('b', 2), find('bbb', 3), find('b', 4)]).toEqual([3, 4, 2]);
  });

  test('stays where it is while more letters still fit', () => {
    expect(find('ban', 2)).toBe(2);
  });

  test('finds nothing where nothing fits', () => {
    expect([find('x', 0), findTypeAhead(0, () => '', 'a', -1)]).toEqual([-1, -1]);
  });
});
