import { formatLocale } from '../../ui/locale.ts';

/** The time of day at which something ends: "3:45 PM". */
export function clockTime(timeMs: number): string {
  return new Intl.DateTimeFormat(formatLocale(), { timeStyle: 'short' }).format(timeMs);
}

/** The digits of a code without the spaces that people put in; undefined where it is no code of 6 to 8 digits. */
export function readCode(typed: string): string | undefined {
  const digits = typed.replace(/\s/g, '');
  return /^\d{6,8}$/.test(digits) ? digits : undefined;
}

/**
 * The command that signs a profile in, with its name quoted for the shell; undefined for a name that no quotes make
 * safe to paste (Windows has two shells with different rules).
 */
export function loginCommand(profile: string, isWindows: boolean): string | undefined {
  if (/[^\P{C} ]|[\u2028\u2029]/u.test(profile)) return undefined;
  const isPlain = /^[\w.@+][\w.@+-]*$/.test(profile);
  if (isPlain) return `aws login --profile ${profile}`;
  if (!isWindows) return `aws login --profile '${profile.replaceAll("'", "'\\''")}'`;
  return /["$`%^!\\]/.test(profile) ? undefined : `aws login --profile "${profile}"`;
}
