import { z } from 'zod';

/** What the user can set; stored by main, changed by `settings.set`. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** The folder a download dialog opens at; empty means the system's Downloads. For showing only: it is set by a dialog. */
  downloadFolder: z.string(),
  /** Files that move at the same time. */
  parallelTransfers: z.int().min(1).max(16),
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;
