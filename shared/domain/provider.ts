import { z } from 'zod';

/** A kind of storage that the form offers, and what it asks for. */
export const providerSchema = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  /**
   * What has to be typed for the server's address: nothing, the address itself, or an account's id that stands in it.
   */
  asks: z.enum(['nothing', 'endpoint', 'accountId']),
  /** The regions to choose from; none where a region is typed, or where there is only one. */
  regions: z.array(z.string()),
  defaultRegion: z.string(),
  /** False where the region is always the same, so that it is not asked. */
  asksRegion: z.boolean(),
  /** True where addressing style and certificates may have to be set. */
  isSelfHosted: z.boolean(),
});
export type ProviderChoice = Readonly<z.infer<typeof providerSchema>>;
