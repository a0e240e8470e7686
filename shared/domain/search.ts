import { z } from 'zod';
import { appErrorSchema } from './appError.ts';

/** What a search can be narrowed to, as people sort files. */
export const searchKinds = ['folder', 'picture', 'movie', 'sound', 'document', 'archive', 'other'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** What is looked for; everything that is given has to fit. */
export const searchQuerySchema = z.strictObject({
  /** Words that the name has to contain, in any case and any order; `*` and `?` stand for any characters. Empty fits all. */
  text: z.string().max(1000),
  /** Any of these; none means all. */
  kinds: z.array(z.enum(searchKinds)).max(searchKinds.length),
  minBytes: z.int().min(0).optional(),
  maxBytes: z.int().min(0).optional(),
  /** Changed at this time or later. */
  fromMs: z.int().min(0).optional(),
  /** Changed before this time. */
  toMs: z.int().min(0).optional(),
});
export type SearchQuery = Readonly<z.infer<typeof searchQuerySchema>>;

/** How a search goes. */
export const searchSchema = z.strictObject({
  id: z.string(),
  status: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** Objects looked at so far. */
  scannedCount: z.number(),
  foundCount: z.number(),
  foundBytes: z.number(),
  /** True when more was found than is kept; the search then stops. */
  isLimited: z.boolean(),
  error: appErrorSchema.optional(),
});
export type Search = Readonly<z.infer<typeof searchSchema>>;
