import type { SpeedLimits } from './settings.ts';

/** Bytes in a second, by direction; undefined: as fast as the line goes. */
export type Speeds = { readonly up: number | undefined; readonly down: number | undefined };

const unlimited: Speeds = { up: undefined, down: undefined };
const minutesOfDay = 24 * 60;

/**
 * What holds at a moment, by the local time of `date`: the limits always, or within the times of their schedule. A time
 * that ends at the minute at which it begins lasts a whole day.
 */
export function limitsAt(limits: SpeedLimits, date: Date): Speeds {
  const { uploadBytesPerSecond, downloadBytesPerSecond, schedule } = limits;
  if (uploadBytesPerSecond === null && downloadBytesPerSecond === null) return unlimited;
  if (schedule !== null && !isWithin(schedule, date)) return unlimited;
  return { up: uploadBytesPerSecond ?? undefined, down: downloadBytesPerSecond ?? undefined };
}

function isWithin(
  { fromMinute, toMinute, weekdays }: NonNullable<SpeedLimits['schedule']>,
  date: Date,
): boolean {
  const minute = date.getHours() * 60 + date.getMinutes();
  const today = date.getDay();
  const endMinute = toMinute > fromMinute ? toMinute : toMinute + minutesOfDay;
  const holds = (weekday: number, sinceThatDay: number): boolean =>
    weekdays.includes(weekday) && sinceThatDay >= fromMinute && sinceThatDay < endMinute;
  // What began yesterday may go on after midnight.
  return holds(today, minute) || holds((today + 6) % 7, minute + minutesOfDay);
}
