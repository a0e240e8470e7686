import { z } from 'zod';
import { appErrorSchema } from './appError.ts';

/** Long work that is no transfer: counting a selection, or deleting one. */
export const operationSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['measure', 'delete']),
  status: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** Objects found so far (measure) or to delete (delete). */
  fileCount: z.number(),
  sizeBytes: z.number(),
  /** Objects deleted so far; 0 for a measure. */
  doneCount: z.number(),
  /** The first failures by key; `failureCount` counts all of them. */
  failures: z.array(z.strictObject({ key: z.string(), error: appErrorSchema })),
  failureCount: z.number(),
  /** Why the whole operation failed. */
  error: appErrorSchema.optional(),
});

export type Operation = Readonly<z.infer<typeof operationSchema>>;
