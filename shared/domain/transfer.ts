import { z } from 'zod';
import { appErrorSchema } from './appError.ts';

/** What to do with a file whose name is taken at the target. */
export const conflictAnswers = ['replace', 'keepBoth', 'skip'] as const;
export type ConflictAnswer = (typeof conflictAnswers)[number];

const fileFactsSchema = z.strictObject({ sizeBytes: z.number(), modifiedAtMs: z.number() });

/** A question that one job waits for; other jobs go on. */
export const conflictSchema = z.strictObject({
  itemId: z.string(),
  /** Below the job's target, with the folders on the way. */
  name: z.string(),
  existing: fileFactsSchema,
  incoming: fileFactsSchema,
});
export type Conflict = Readonly<z.infer<typeof conflictSchema>>;

/**
 * One thing the user asked for: an upload or a download of any number of files.
 * `planning` lists what there is to move while the first files already do; `waiting` needs an answer to `conflict`.
 */
export const transferJobSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['upload', 'download']),
  /** The account under whose credentials it moves. */
  accountId: z.string(),
  status: z.enum(['planning', 'running', 'waiting', 'done', 'failed', 'cancelled']),
  /** The name of the first thing chosen, and how many were chosen. */
  firstName: z.string(),
  chosenCount: z.number(),
  /** Where it goes: `bucket/prefix` of an upload, the folder on this computer of a download. */
  targetLabel: z.string(),
  target: z.strictObject({ accountId: z.string(), bucket: z.string(), prefix: z.string() }).optional(),
  fileCount: z.number(),
  doneCount: z.number(),
  skippedCount: z.number(),
  failedCount: z.number(),
  sizeBytes: z.number(),
  doneBytes: z.number(),
  bytesPerSecond: z.number(),
  secondsLeft: z.number().optional(),
  /** True while files are under way and no byte has moved for some seconds. */
  isStalled: z.boolean(),
  conflict: conflictSchema.optional(),
  /** The first failures by name; `failedCount` counts all of them. */
  failures: z.array(z.strictObject({ itemId: z.string(), name: z.string(), error: appErrorSchema })),
  /** The first names that were changed because this computer cannot hold them; `renamedCount` counts all. */
  renamed: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  renamedCount: z.number(),
  /** Why the job as a whole could not go on, such as a folder that could not be listed. */
  error: appErrorSchema.optional(),
  startedAtMs: z.number(),
  endedAtMs: z.number().optional(),
});
export type TransferJob = Readonly<z.infer<typeof transferJobSchema>>;

/** All jobs, newest first, and the sum of those that are going. */
export const transfersSnapshotSchema = z.strictObject({
  jobs: z.array(transferJobSchema),
  total: z.strictObject({
    activeJobCount: z.number(),
    sizeBytes: z.number(),
    doneBytes: z.number(),
    bytesPerSecond: z.number(),
    secondsLeft: z.number().optional(),
    isStalled: z.boolean(),
  }),
});
export type TransfersSnapshot = Readonly<z.infer<typeof transfersSnapshotSchema>>;
