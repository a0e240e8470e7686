import { z } from 'zod';

/** The longest object key, in bytes of UTF-8. Source: Amazon S3 User Guide, "Naming Amazon S3 objects". */
export const maxKeyBytes = 1024;

const folderSchema = z.strictObject({
  kind: z.literal('folder'),
  /** The whole prefix, with its closing slash; the entry's identity. */
  prefix: z.string(),
  /** The part after the folder it is listed in, without the closing slash; may be empty (`a//b`). */
  name: z.string(),
});

const fileSchema = z.strictObject({
  kind: z.literal('file'),
  /** The whole key, never normalised; the entry's identity. */
  key: z.string(),
  /** The key's part after the folder it is listed in; empty when the key is the folder's own prefix. */
  name: z.string(),
  sizeBytes: z.number(),
  modifiedAtMs: z.number(),
  etag: z.string().optional(),
  storageClass: z.string().optional(),
  /** Who owns it, where the listing was asked for that. */
  owner: z.string().optional(),
});

/** A row of a listing. */
export const entrySchema = z.discriminatedUnion('kind', [folderSchema, fileSchema]);
export type FolderEntry = Readonly<z.infer<typeof folderSchema>>;
export type FileEntry = Readonly<z.infer<typeof fileSchema>>;
export type Entry = FolderEntry | FileEntry;

/** A page of a listing, in the server's order (UTF-8 bytes of the key). */
export const entryPageSchema = z.strictObject({
  entries: z.array(entrySchema),
  /** Present while there is more. */
  nextCursor: z.string().optional(),
});
export type EntryPage = Readonly<z.infer<typeof entryPageSchema>>;

/** What HeadObject tells of one object. */
export const objectDetailsSchema = z.strictObject({
  key: z.string(),
  sizeBytes: z.number(),
  modifiedAtMs: z.number(),
  etag: z.string(),
  contentType: z.string().optional(),
  storageClass: z.string().optional(),
  versionId: z.string().optional(),
  metadata: z.record(z.string(), z.string()),
});
export type ObjectDetails = Readonly<z.infer<typeof objectDetailsSchema>>;

/** A place in an account: a bucket, and a prefix in it ('' for its top). */
export const locationSchema = z.strictObject({
  accountId: z.string().min(1).max(500),
  bucket: z.string().min(1).max(255),
  prefix: z.string().max(maxKeyBytes),
});
export type Location = Readonly<z.infer<typeof locationSchema>>;

/** Objects and folders that one action is about; `prefixes` stand for all below them. */
export const selectionSchema = z.strictObject({
  accountId: z.string().min(1).max(500),
  bucket: z.string().min(1).max(255),
  /** The folder in which they were selected: the paths of a download are relative to it. */
  basePrefix: z.string().max(maxKeyBytes),
  keys: z.array(z.string().min(1).max(maxKeyBytes)).max(1_000_000),
  prefixes: z.array(z.string().min(1).max(maxKeyBytes)).max(100_000),
});
export type Selection = Readonly<z.infer<typeof selectionSchema>>;

/** What can be downloaded: the empty prefix stands for the whole bucket, which nothing else takes. */
export const downloadSelectionSchema = selectionSchema.extend({
  prefixes: z.array(z.string().max(maxKeyBytes)).max(100_000),
});
