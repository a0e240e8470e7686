import { z } from 'zod';

/**
 * An opaque permission to read what the user chose in a native dialog or dropped onto the window.
 * Paths stay in the main process; the page sees names only.
 */
export const uploadGrantSchema = z.strictObject({
  grantId: z.string(),
  entries: z.array(z.strictObject({ kind: z.enum(['file', 'folder']), name: z.string() })),
});
export type UploadGrant = Readonly<z.infer<typeof uploadGrantSchema>>;

/** An opaque permission to write below a folder the user chose; `label` is for showing only. */
export const downloadGrantSchema = z.strictObject({ grantId: z.string(), label: z.string() });
export type DownloadGrant = Readonly<z.infer<typeof downloadGrantSchema>>;
