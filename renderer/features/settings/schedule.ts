import type { SpeedLimits } from '../../../shared/domain/settings.ts';
import { formatLocale } from '../../ui/locale.ts';

export type Schedule = NonNullable<SpeedLimits['schedule']>;

/** The days in the order in which they are offered, Monday first; 0 is Sunday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 0] as const;

/** What is proposed first: the hours in which others work on the same line. */
export const officeHours: Schedule = { fromMinute: 9 * 60, toMinute: 17 * 60, weekdays: [1, 2, 3, 4, 5] };

/** Why a schedule cannot be kept; `transfers.scheduleProblem.<it>` is its sentence in the catalogue. */
export type ScheduleProblem = 'days' | 'sameTime';

/** The first mistake in a schedule, if there is one. */
export function scheduleProblemOf({
  fromMinute,
  toMinute,
  weekdays: days,
}: Schedule): ScheduleProblem | undefined {
  if (days.length === 0) return 'days';
  return fromMinute === toMinute ? 'sameTime' : undefined;
}

/** The schedule with a day added or taken out; days are kept in the order of the week from Sunday. */
export function withDay(schedule: Schedule, day: number, isOn: boolean): Schedule {
  const others = schedule.weekdays.filter((each) => each !== day);
  return { ...schedule, weekdays: isOn ? [...others, day].sort((left, right) => left - right) : others };
}

/** A minute of the day as a time field has it, "09:05". */
export function timeText(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The minute of the day that a time field says; undefined while it is not whole. */
export function readTime(text: string): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

/** The name of a weekday in the user's language: short for showing, long for screen readers. */
export function weekdayName(day: number, length: 'short' | 'long'): string {
  // The 4th of January 1970 was a Sunday.
  const date = new Date(Date.UTC(1970, 0, 4 + day));
  return new Intl.DateTimeFormat(formatLocale(), { weekday: length, timeZone: 'UTC' }).format(date);
}
