import '../catalogue.ts';
import { describe, expect, test } from 'vitest';
import {
  formatCount,
  formatDuration,
  formatExactSize,
  formatFullDate,
  formatRelativeDate,
  formatSize,
  formatSizePair,
  formatSpeed,
} from '../../../../renderer/ui/format.ts';

describe('sizes', () => {
  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1234, '1.23 kB'],
    [1_200_000, '1.2 MB'],
    [48_000_000, '48 MB'],
    [999_499, '999 kB'],
    [999_600, '1 MB'],
    [3_100_000_000, '3.1 GB'],
    [5 * 1000 ** 5, '5 PB'],
    [12_345 * 1000 ** 5, '12,300 PB'],
  ])('%d bytes read %s', (sizeBytes, text) => {
    expect(formatSize(sizeBytes)).toBe(text);
  });

  test('an exact size has every byte', () => {
    expect(formatExactSize(1_234_567)).toBe('1,234,567 bytes');
  });

  test('a unit that the done and the whole share is said once', () => {
    expect(formatSizePair(12e6, 40e6)).toEqual({ done: '12', total: '40 MB' });
    expect(formatSizePair(0, 40e6)).toEqual({ done: '0', total: '40 MB' });
    expect(formatSizePair(5e6, 3.2e9)).toEqual({ done: '5 MB', total: '3.2 GB' });
  });

  test('a speed is never told in single bytes', () => {
    expect(formatSpeed(3e6)).toBe('3 MB/s');
    expect(formatSpeed(120)).toBe('0.12 kB/s');
  });
});

test('counts have their thousands apart', () => {
  expect(formatCount(1284)).toBe('1,284');
});

describe('durations', () => {
  test.each([
    [0, '0 sec'],
    [45, '45 sec'],
    [180, '3 min'],
    [3599, '1 hr'],
    [3600, '1 hr'],
    [4800, '1 hr 20 min'],
    [90_000, '1 day 1 hr'],
  ])('%d s read %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('dates', () => {
  const nowMs = Date.UTC(2026, 10, 22, 14, 0, 0);
  const hourMs = 3_600_000;

  test.each([
    [0, 'Now'],
    [59_000, 'Now'],
    [5 * 60_000, '5 minutes ago'],
    [3 * hourMs, '3 hours ago'],
    [15 * hourMs, 'Yesterday'],
    [24 * hourMs, 'Yesterday'],
    [48 * hourMs, '2 days ago'],
    [6 * 24 * hourMs, '6 days ago'],
    [7 * 24 * hourMs, 'Nov 15, 2026'],
    [-24 * hourMs, 'Nov 23, 2026'],
  ])('%d ms ago reads %s', (agoMs, text) => {
    expect(formatRelativeDate(nowMs - agoMs, nowMs)).toBe(text);
  });

  test('ten minutes ago is not yesterday, even across midnight', () => {
    const midnightMs = Date.UTC(2026, 10, 22);
    expect(formatRelativeDate(midnightMs - 5 * 60_000, midnightMs + 5 * 60_000)).toBe('10 minutes ago');
  });

  test('the full date has the day and the second', () => {
    expect(formatFullDate(nowMs).replaceAll('\u202f', ' ')).toBe('Sunday, November 22, 2026 at 2:00:00 PM');
  });
});
