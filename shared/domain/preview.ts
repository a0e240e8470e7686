import { z } from 'zod';

/** What the details pane can show of a file; `none` says that only its properties are shown. */
export const previewKinds = ['image', 'text', 'markdown', 'pdf', 'video', 'audio', 'hex', 'none'] as const;

/** A preview that main serves under an address of its own until it is closed. */
export const previewSchema = z.strictObject({
  token: z.string(),
  url: z.string(),
  kind: z.enum(previewKinds),
  contentType: z.string(),
  sizeBytes: z.number(),
  /** Why a file of a known kind is shown as `hex` or `none`. */
  refusal: z.enum(['tooLarge', 'tooManyPixels']).optional(),
});
export type Preview = Readonly<z.infer<typeof previewSchema>>;
