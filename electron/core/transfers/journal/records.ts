import { z } from 'zod';
import { appErrorSchema } from '../../../../shared/domain/appError.ts';
import { downloadSelectionSchema, locationSchema } from '../../../../shared/domain/object.ts';
import { conflictAnswers, conflictPolicies } from '../../../../shared/domain/transfer.ts';
import { messageOf, SatchelError } from '../../satchelError.ts';

/** The form of the journal; a journal of another one is not read. */
export const formatVersion = 1;

const sumSchema = z.object({ count: z.number(), sizeBytes: z.number() });
const sumsSchema = z.object({ small: sumSchema, large: sumSchema });
export type Sums = Readonly<z.infer<typeof sumsSchema>>;

export const jobSchema = z.object({
  id: z.string(),
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('upload'), paths: z.array(z.string()), target: locationSchema }),
    z.object({ kind: z.literal('download'), selection: downloadSelectionSchema, folderPath: z.string() }),
  ]),
  onTaken: z.enum(conflictPolicies),
  startedAtMs: z.number(),
  place: z.string(),
});

/** How a job stands, with all its numbers, so that nobody has to count rows. */
export const headSchema = z.object({
  phase: z.enum(['going', 'paused', 'blocked', 'ended', 'cancelled']),
  isPlanned: z.boolean(),
  answerForAll: z.enum(conflictAnswers).exactOptional(),
  error: appErrorSchema.exactOptional(),
  endedAtMs: z.number().exactOptional(),
  counts: z.object({
    fileCount: z.number(),
    folderCount: z.number(),
    doneCount: z.number(),
    doneFolderCount: z.number(),
    skippedCount: z.number(),
    failedCount: z.number(),
    renamedCount: z.number(),
    sizeBytes: z.number(),
    settledBytes: z.number(),
  }),
  /** What stands in the rows. */
  waiting: sumsSchema,
  /** The place of the next item; places count from 1, over both rows. */
  nextPlace: z.number(),
  /** All up to this place have been loaded at some time. */
  begunTo: z.object({ small: z.number(), large: z.number() }),
  /** The place of the last item that has failed and was put back; 0 when there was none. */
  requeuedTo: z.number(),
});
export type Head = Readonly<z.infer<typeof headSchema>>;

export const notesSchema = z.object({
  failures: z.array(z.object({ itemId: z.string(), name: z.string(), error: appErrorSchema })),
  renamed: z.array(z.object({ from: z.string(), to: z.string() })),
});

/** An item in its row. */
export const rowSchema = z.object({
  id: z.string(),
  kind: z.enum(['file', 'folder']),
  source: z.string(),
  target: z.string(),
  sizeBytes: z.number(),
  modifiedAtMs: z.number(),
  maybeBegun: z.literal(true).exactOptional(),
  answer: z.enum(conflictAnswers).exactOptional(),
});
export type Row = Readonly<z.infer<typeof rowSchema>>;

/** How an item ended. */
export const resultSchema = z.object({
  item: rowSchema,
  sizeBytes: z.number(),
  endedAtMs: z.number(),
  proof: z
    .object({
      checksum: z.string().exactOptional(),
      etag: z.string().exactOptional(),
      versionId: z.string().exactOptional(),
    })
    .exactOptional(),
  renamed: z.object({ from: z.string(), to: z.string() }).exactOptional(),
  error: appErrorSchema.exactOptional(),
});
export type Result = Readonly<z.infer<typeof resultSchema>>;

export const partSchema = z.object({
  partNumber: z.number(),
  etag: z.string().exactOptional(),
  checksum: z.string().exactOptional(),
  crc: z.string().exactOptional(),
});

/** Progress without its parts, which have keys of their own. */
export const progressSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('upload'),
    bucket: z.string(),
    key: z.string(),
    uploadId: z.string().exactOptional(),
    askedAtMs: z.number(),
    partSizeBytes: z.number(),
    sizeBytes: z.number(),
    modifiedAtNs: z.string().transform(BigInt),
    isAnew: z.boolean().exactOptional(),
  }),
  z.object({
    kind: z.literal('download'),
    tempPath: z.string(),
    etag: z.string(),
    partSizeBytes: z.number(),
    sizeBytes: z.number(),
    modifiedAtMs: z.number(),
    encryption: z.enum(['kms', 'customer']).exactOptional(),
    checksum: z
      .object({
        algorithm: z.enum(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256']),
        value: z.string(),
        type: z.enum(['FULL_OBJECT', 'COMPOSITE']),
      })
      .exactOptional(),
  }),
]);

/** Reads a record; throws `internal` when it is not what was written. */
export function parseRecord<T>(schema: z.ZodType<T>, text: string | undefined, key: string): T {
  try {
    return schema.parse(JSON.parse(text ?? ''));
  } catch (error) {
    throw new SatchelError('internal', `The journal is damaged at ${key}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
