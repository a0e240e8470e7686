import { z } from 'zod';
import { appErrorSchema } from './appError.ts';

/** One way into a cloud storage: a name for people, and never its secrets. */
export const accountSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The provider's display name, such as "Amazon S3". */
  providerName: z.string(),
  /** The server's address where it is not the provider's own, for the expert's eye. */
  endpoint: z.string().optional(),
  region: z.string(),
  /** Something the user should know although the account works, such as a clock that is off. */
  notice: appErrorSchema.optional(),
});

export type Account = Readonly<z.infer<typeof accountSchema>>;
