import '../catalogue.ts';
import { expect, test } from 'vitest';
import {
  officeHours,
  readTime,
  scheduleProblemOf,
  timeText,
  weekdayName,
  weekdays,
  withDay,
} from '../../../../renderer/features/settings/schedule.ts';

test('minutes of the day are told as a clock does, and read again', () => {
  for (const [minute, text] of [
    [0, '00:00'],
    [545, '09:05'],
    [1439, '23:59'],
  ] as const) {
    expect(timeText(minute)).toBe(text);
    expect(readTime(text)).toBe(minute);
  }
  expect([readTime(''), readTime('24:00'), readTime('9:00'), readTime('09:00:30')]).toEqual([
    undefined,
    undefined,
    undefined,
    540,
  ]);
});

test('a schedule needs a day and two times', () => {
  expect(scheduleProblemOf(officeHours)).toBeUndefined();
  expect(scheduleProblemOf({ ...officeHours, weekdays: [] })).toBe('days');
  expect(scheduleProblemOf({ ...officeHours, toMinute: officeHours.fromMinute })).toBe('sameTime');
  // Over midnight.
  expect(scheduleProblemOf({ ...officeHours, fromMinute: 1320, toMinute: 360 })).toBeUndefined();
});

test('a day is added and taken out in the order of the week', () => {
  expect(withDay(officeHours, 0, true).weekdays).toEqual([0, 1, 2, 3, 4, 5]);
  expect(withDay(officeHours, 3, false).weekdays).toEqual([1, 2, 4, 5]);
  expect(withDay(officeHours, 3, true).weekdays).toEqual([1, 2, 3, 4, 5]);
});

test('the days have their names, Monday first', () => {
  expect(weekdays.map((day) => weekdayName(day, 'long'))).toEqual([
    'Monday',
    'Tuesday',
    'Wednesday',
    'Thursday',
    'Friday',
    'Saturday',
    'Sunday',
  ]);
  expect(weekdayName(1, 'short')).toBe('Mon');
});
