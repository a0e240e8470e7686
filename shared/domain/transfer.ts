import { z } from 'zod';
import { appErrorSchema } from './appError.ts';

/** What to do with a file whose name is taken at the target; `onlyIfNewer` replaces what is older and skips the rest. */
export const conflictAnswers = ['replace', 'keepBoth', 'skip', 'onlyIfNewer'] as const;
export type ConflictAnswer = (typeof conflictAnswers)[number];

/** The rule that a whole job starts with. */
export const conflictPolicies = ['ask', ...conflictAnswers] as const;
export type ConflictPolicy = (typeof conflictPolicies)[number];

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
 * How a job stands:
 * - `planning` lists what there is to move while the first files already do, `running` has listed all of it;
 * - `waiting` needs an answer to `conflict`;
 * - `offline` tries again by itself, because the network or the server is away (`error` says which);
 * - `paused` was stopped by the user and goes on when they say so;
 * - `blocked` goes on by itself once the user has put right what `error` says, such as a sign-in;
 * - `failed` has ended with files that are not moved; `cancelled` was ended by the user.
 */
export const jobStatuses = [
  'planning',
  'running',
  'waiting',
  'offline',
  'paused',
  'blocked',
  'done',
  'failed',
  'cancelled',
] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** One thing the user asked for: an upload or a download of any number of files. */
export const transferJobSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['upload', 'download']),
  /** The account under whose credentials it moves. */
  accountId: z.string(),
  status: z.enum(jobStatuses),
  /** The name of the first thing chosen, and how many were chosen. */
  firstName: z.string(),
  chosenCount: z.number(),
  /** Where it goes: `bucket/prefix` of an upload, the folder on this computer of a download. */
  targetLabel: z.string(),
  target: z.strictObject({ accountId: z.string(), bucket: z.string(), prefix: z.string() }).optional(),
  fileCount: z.number(),
  doneCount: z.number(),
  /** Not moved because the user or a rule said so. */
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
  /** The first names that were changed; `renamedCount` counts all. */
  renamed: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  renamedCount: z.number(),
  /** Why the job as a whole does not go on, or waits, such as a folder that could not be listed. */
  error: appErrorSchema.optional(),
  startedAtMs: z.number(),
  endedAtMs: z.number().optional(),
});
export type TransferJob = Readonly<z.infer<typeof transferJobSchema>>;

/** All jobs, newest first, and the sum of those that are going. */
export const transfersSnapshotSchema = z.strictObject({
  jobs: z.array(transferJobSchema),
  total: z.strictObject({
    /** Jobs that have not ended, however they stand. */
    activeJobCount: z.number(),
    /** Those of them that move or would, if the network let them: not paused, not blocked. */
    goingJobCount: z.number(),
    sizeBytes: z.number(),
    doneBytes: z.number(),
    bytesPerSecond: z.number(),
    secondsLeft: z.number().optional(),
    isStalled: z.boolean(),
  }),
});
export type TransfersSnapshot = Readonly<z.infer<typeof transfersSnapshotSchema>>;

/** How one file of a job stands; `waiting` has its turn before it. */
export const itemStates = ['moving', 'waiting', 'failed', 'skipped', 'done'] as const;
export type ItemState = (typeof itemStates)[number];

/** One file of a job, or one empty folder (`folder`), as the list of a job shows it. */
export const transferRowSchema = z.strictObject({
  itemId: z.string(),
  kind: z.enum(['file', 'folder']),
  /** Below the job's target, with the folders on the way. */
  name: z.string(),
  state: z.enum(itemStates),
  sizeBytes: z.number(),
  /** Only while it moves. */
  doneBytes: z.number().optional(),
  /** Why it failed or was left out; of one that is done, what the user should know all the same. */
  error: appErrorSchema.optional(),
  /** The name it got instead of its own. */
  renamedTo: z.string().optional(),
  /** Of what was moved and compared, such as `CRC64NVME rosUhgp5mIg=`. */
  checksum: z.string().optional(),
  endedAtMs: z.number().optional(),
});
export type TransferRow = Readonly<z.infer<typeof transferRowSchema>>;

/** Some rows of a job: of one state, or of all in the order of `itemStates`. */
export const transferRowsSchema = z.strictObject({
  rows: z.array(transferRowSchema),
  nextCursor: z.string().optional(),
});
export type TransferRows = Readonly<z.infer<typeof transferRowsSchema>>;

/** An upload in parts that was never finished: it costs money and no listing shows it. */
export const unfinishedUploadSchema = z.strictObject({
  key: z.string(),
  uploadId: z.string(),
  startedAtMs: z.number(),
  /** A transfer in the list is going to finish it. */
  isInUse: z.boolean(),
});
export type UnfinishedUpload = Readonly<z.infer<typeof unfinishedUploadSchema>>;
