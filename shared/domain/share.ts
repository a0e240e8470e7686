import { z } from 'zod';

/** The longest life of a link. Source: Amazon S3 User Guide, "Download and upload objects with presigned URLs". */
export const maxShareSeconds = 7 * 86_400;

/** Who can reach the server of a link: anybody, those in the same network, or this computer alone. */
export const linkReaches = ['everywhere', 'network', 'computer'] as const;

/**
 * Why a link ends when it does: after the time that was asked for, with the temporary keys that it is signed with, with
 * the copy that was restored from the archive; `unknown` where temporary keys do not tell their end, so that it may end
 * sooner.
 */
export const linkLimits = ['asked', 'keys', 'archive', 'unknown'] as const;

/** A link that opens one object without credentials until its end; whoever has it can. */
export const shareLinkSchema = z.strictObject({
  url: z.string(),
  endsAtMs: z.number(),
  limit: z.enum(linkLimits),
  reach: z.enum(linkReaches),
});
export type ShareLink = Readonly<z.infer<typeof shareLinkSchema>>;
