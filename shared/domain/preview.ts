import { z } from 'zod';

/** What the details pane can show of a file; `none` says that only its properties are shown. */
export const previewKinds = ['image', 'text', 'pdf', 'video', 'audio', 'none'] as const;

/** A preview that main serves under an address of its own until it is closed. */
export const previewSchema = z.strictObject({
  token: z.string(),
  url: z.string(),
  kind: z.enum(previewKinds),
  contentType: z.string(),
  sizeBytes: z.number(),
});
export type Preview = Readonly<z.infer<typeof previewSchema>>;
