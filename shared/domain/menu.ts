import { z } from 'zod';

const label = z.string().min(1).max(200);

/** An item of the application menu; main draws it, the page says what it does. */
const menuItemSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('command'),
    /** What `menu.chosen` then names. */
    id: z.string().min(1).max(100),
    label,
    /** In Electron's writing, such as `CmdOrCtrl+Shift+N`; only shown: the page hears the key itself. */
    accelerator: z.string().max(50).optional(),
    isEnabled: z.boolean(),
    isChecked: z.boolean().optional(),
  }),
  /** What the system or Chromium does by itself. */
  z.strictObject({
    kind: z.literal('role'),
    role: z.enum([
      'about',
      'hide',
      'hideOthers',
      'unhide',
      'quit',
      'minimize',
      'zoom',
      'front',
      'close',
      'resetZoom',
      'zoomIn',
      'zoomOut',
      'togglefullscreen',
    ]),
    label,
  }),
  z.strictObject({ kind: z.literal('separator') }),
]);

/** A menu of the bar, in the user's language. */
export const menuSchema = z.strictObject({
  /** `app` is the Mac's first one. */
  id: z.enum(['app', 'file', 'edit', 'view', 'go', 'window', 'help']),
  label,
  items: z.array(menuItemSchema).max(60),
});
export type Menu = Readonly<z.infer<typeof menuSchema>>;
