import { z } from 'zod';
import { conflictPolicies } from './transfer.ts';

/** How Satchel reaches the network. */
export const proxySchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('system') }),
  z.strictObject({ mode: z.literal('none') }),
  z.strictObject({
    mode: z.literal('manual'),
    /** `http:`, `https:` or `socks5:`, with host and port, and without a name or password. */
    url: z.string().max(2000),
    /** The name for a proxy that asks for one; its password is kept apart and never crosses outwards. */
    user: z.string().max(200).optional(),
    hasPassword: z.boolean(),
  }),
]);
export type ProxySettings = Readonly<z.infer<typeof proxySchema>>;

/** What the user types for a proxy; a missing password keeps that of the same address. */
export const proxyInputSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('system') }),
  z.strictObject({ mode: z.literal('none') }),
  z.strictObject({
    mode: z.literal('manual'),
    url: z.string().min(1).max(2000),
    user: z.string().max(200).optional(),
    password: z.string().max(1000).optional(),
  }),
]);
export type ProxyInput = Readonly<z.infer<typeof proxyInputSchema>>;

/** Bytes in a second; null is as fast as the line goes. */
const speedLimitSchema = z.int().min(1024).nullable();
const minutesOfDaySchema = z
  .int()
  .min(0)
  .max(24 * 60 - 1);

/** How fast transfers may go, over all of them. */
export const speedLimitsSchema = z.strictObject({
  uploadBytesPerSecond: speedLimitSchema,
  downloadBytesPerSecond: speedLimitSchema,
  /**
   * When the limits hold, by this computer's clock: from `fromMinute` to `toMinute` of the day (over midnight when that is
   * earlier) on `weekdays` (0 is Sunday; the day on which the time begins). Null: always.
   */
  schedule: z
    .strictObject({
      fromMinute: minutesOfDaySchema,
      toMinute: minutesOfDaySchema,
      weekdays: z.array(z.int().min(0).max(6)).max(7),
    })
    .nullable(),
});
export type SpeedLimits = Readonly<z.infer<typeof speedLimitsSchema>>;

/** So much of small pictures is kept on this computer. */
export const thumbnailCacheBytes = 200_000_000;

/** The languages of the catalogue, as BCP 47 tags. */
export const languages = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'zh-CN', 'ar'] as const;
export type Language = (typeof languages)[number];

/** What the user can set; stored by main, changed by `settings.set`. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** `system` is the first of the system's languages that the catalogue has. */
  language: z.enum(['system', ...languages]),
  /** Small pictures of pictures and movies in the list. */
  showsThumbnails: z.boolean(),
  /** The folder a download dialog opens at; empty means the system's Downloads. For showing only: it is set by a dialog. */
  downloadFolder: z.string(),
  /** Files that move at the same time; 0 leaves it to Satchel, which tries what the line takes. */
  parallelTransfers: z.int().min(0).max(16),
  speedLimits: speedLimitsSchema,
  /** The computer does not go to sleep while something moves. */
  keepsAwake: z.boolean(),
  /** The rule for taken names that transfers start with. */
  onTaken: z.enum(conflictPolicies),
  /** What closing the window does while something moves. */
  whenClosed: z.enum(['ask', 'background', 'quit']),
  /** The account that was open last; empty before there was one. */
  lastAccountId: z.string().max(500),
  proxy: proxySchema,
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;
