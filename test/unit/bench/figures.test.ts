import { describe, expect, test } from 'vitest';
import {
  alone,
  describeFigure,
  type Figure,
  median,
  ratioTable,
  Samples,
  toJsonRows,
} from '../../bench/figures.ts';

const upload: Figure = {
  name: '1 GiB up',
  value: 4,
  unit: 's',
  peers: [
    { name: 'rclone', value: 8 },
    { name: 'aws', value: 3 },
  ],
};

describe('the median', () => {
  test('is the middle value, however they are ordered, and is not moved by one outlier', () => {
    expect(median([1000, 1, 3])).toBe(3);
    expect(median([7])).toBe(7);
  });

  test('of an even number of values is the mean of the two in the middle', () => {
    expect(median([4, 1, 2, 9])).toBe(3);
  });

  test('of nothing is refused', () => {
    expect(() => median([])).toThrow('at least one value');
  });
});

describe('samples', () => {
  test("become Satchel's median beside that of each peer, in the order in which they came", () => {
    const samples = new Samples();
    for (const value of [9, 5, 6]) samples.add('rclone', value);
    for (const value of [3, 1, 2]) samples.add('Satchel', value);
    samples.add('aws', 4);
    expect(samples.figure('small files up', 's')).toEqual({
      name: 'small files up',
      value: 2,
      unit: 's',
      peers: [
        { name: 'rclone', value: 6 },
        { name: 'aws', value: 4 },
      ],
    });
  });

  test('without Satchel are no figure', () => {
    const samples = new Samples();
    samples.add('rclone', 1);
    expect(() => samples.figure('small files up', 's')).toThrow('at least one value');
  });
});

describe('a line for people', () => {
  test('has three digits, the unit, and the ratio to each peer', () => {
    expect(describeFigure({ ...upload, value: 4.12345 })).toBe(
      '1 GiB up: 4.12 s, rclone 8 s (ratio 0.515), aws 3 s (ratio 1.37)',
    );
  });

  test('of a figure without peers has the figure only', () => {
    expect(describeFigure(alone('peak memory', 306.19, 'MB'))).toBe('peak memory: 306 MB');
    expect(describeFigure(alone('large', 12_345, 'MB/s'))).toBe('large: 12300 MB/s');
  });
});

test('goals stand beside what was measured, and whether it is reached', () => {
  const samples = new Samples();
  samples.add('Satchel', 4);
  samples.add('rclone', 8);
  samples.add('curl', 2);
  const figure = samples.figure('1 GiB up', 's', { rclone: 0.5, curl: 1.1 });
  expect(describeFigure(figure)).toBe(
    '1 GiB up: 4 s, rclone 8 s (ratio 0.5, goal 0.5 reached), curl 2 s (ratio 2, goal 1.1 MISSED)',
  );
  expect(describeFigure(alone('peak memory', 151, 'MB', 150))).toBe('peak memory: 151 MB, goal 150 MISSED');
  const other: Figure = {
    name: 'small files up',
    value: 1,
    unit: 's',
    peers: [{ name: 'rclone', value: 4 }],
  };
  expect(ratioTable([figure, alone('launch', 1, 's'), other])).toBe(
    [
      '                Satchel  rclone: ratio               curl: ratio',
      '1 GiB up        4 s      8 s: 0.5, goal 0.5 reached  2 s: 2, goal 1.1 MISSED',
      'small files up  1 s      4 s: 0.25                   -',
    ].join('\n'),
  );
});

test('the JSON has a row for each peer, and one for a figure without peers', () => {
  expect(toJsonRows([upload, alone('launch', 1.5, 's')])).toEqual([
    { name: '1 GiB up', value: 4, unit: 's', peer: 'rclone', peerValue: 8, ratio: 0.5, goal: null },
    { name: '1 GiB up', value: 4, unit: 's', peer: 'aws', peerValue: 3, ratio: 4 / 3, goal: null },
    { name: 'launch', value: 1.5, unit: 's', peer: null, peerValue: null, ratio: null, goal: null },
  ]);
});
