import { z } from 'zod';

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

/** What the user can set; stored by main, changed by `settings.set`. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** The folder a download dialog opens at; empty means the system's Downloads. For showing only: it is set by a dialog. */
  downloadFolder: z.string(),
  /** Files that move at the same time. */
  parallelTransfers: z.int().min(1).max(16),
  /** The account that was open last; empty before there was one. */
  lastAccountId: z.string().max(500),
  proxy: proxySchema,
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;
