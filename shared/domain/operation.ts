import { z } from 'zod';
import { appErrorSchema } from './appError.ts';
import { locationSchema } from './object.ts';

/** What a copy or a move does with a name that is taken; `stop` does nothing at all then, so that the user can be asked. */
export const takenAnswers = ['stop', 'replace', 'keepBoth', 'skip'] as const;
export type TakenAnswer = (typeof takenAnswers)[number];

/**
 * Long work that is no transfer: counting a selection, deleting, copying or moving one (a rename is a move), taking back
 * what one of them did, and bringing files to a temporary folder so that they can be dragged out.
 */
export const operationSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['measure', 'delete', 'copy', 'move', 'undo', 'stage']),
  status: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** The name of the only thing it is about; missing for several. */
  name: z.string().optional(),
  /** Where a copy or a move goes. */
  target: locationSchema.optional(),
  /** Objects found so far (measure) or to work on. */
  fileCount: z.number(),
  sizeBytes: z.number(),
  /** Objects done so far; 0 for a measure. */
  doneCount: z.number(),
  /** Bytes done so far, of copies, moves and stages. */
  doneBytes: z.number(),
  /** The first failures by key; `failureCount` counts all of them. */
  failures: z.array(z.strictObject({ key: z.string(), error: appErrorSchema })),
  failureCount: z.number(),
  /** Names that are taken at the target: why `stop` stopped. The first of them; `takenCount` counts all. */
  takenNames: z.array(z.string()).optional(),
  takenCount: z.number().optional(),
  /** What stands at the target for what was chosen, once a copy or a move has ended: its keys and prefixes, the first of them. */
  madeIds: z.array(z.string()).optional(),
  /** True once it has ended and `operation.undo` can take it back. */
  canUndo: z.boolean(),
  /** Why the whole operation failed. */
  error: appErrorSchema.optional(),
});

export type Operation = Readonly<z.infer<typeof operationSchema>>;
