import { z } from 'zod';
import { locationSchema } from './object.ts';

/** A tab: an account's list of buckets, or a folder in one of them. */
export const tabSchema = z.strictObject({
  id: z.string().min(1).max(100),
  accountId: z.string().min(1).max(500),
  /** Without one, the tab shows the account's buckets. */
  bucket: z.string().min(1).max(255).optional(),
  prefix: z.string().max(1024).optional(),
});
export type Tab = Readonly<z.infer<typeof tabSchema>>;

/** The columns of the details view, in the order in which they are shown at first; those after `size` are hidden then. */
export const columnIds = [
  'name',
  'modified',
  'type',
  'size',
  'storageClass',
  'etag',
  'version',
  'owner',
] as const;
export type ColumnId = (typeof columnIds)[number];

/** The columns by which rows can be sorted. */
export const sortColumns = ['name', 'modified', 'type', 'size'] as const;

/** How a folder is shown; what is missing is as everywhere. */
export const folderViewSchema = z.strictObject({
  layout: z.enum(['details', 'grid']).optional(),
  sort: z
    .strictObject({ column: z.enum(sortColumns), direction: z.enum(['ascending', 'descending']) })
    .optional(),
  /** All columns that were moved, resized, shown or hidden here, in their order. */
  columns: z
    .array(
      z.strictObject({
        id: z.enum(columnIds),
        /** In CSS pixels; missing for the column's own width. */
        widthPx: z.int().min(32).max(4000).optional(),
        isShown: z.boolean(),
      }),
    )
    .max(columnIds.length)
    .optional(),
});
export type FolderView = Readonly<z.infer<typeof folderViewSchema>>;

/** What the window opens with: its tabs, the user's favourites, where they were last, and how folders are shown. */
export const sessionSchema = z.strictObject({
  tabs: z.array(tabSchema).max(50),
  activeTabId: z.string().max(100).optional(),
  favourites: z.array(locationSchema).max(200),
  /** The newest first. */
  recents: z.array(locationSchema).max(30),
  /** The folders that are shown in a way of their own. */
  views: z.array(z.strictObject({ location: locationSchema, view: folderViewSchema })).max(1000),
});
export type WindowSession = Readonly<z.infer<typeof sessionSchema>>;
