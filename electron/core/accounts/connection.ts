import { z } from 'zod';
import { findProvider } from '../storage/providers.ts';

/** What it takes to talk to one storage; made by the host (the demo) or, later, from a profile. Holds secrets. */
export const connectionSchema = z.strictObject({
  /** The account's name in the window. */
  name: z.string().min(1).max(100),
  /** A provider's id in storage/providers.ts; `other` for any S3-compatible server. */
  provider: z
    .string()
    .refine((id) => findProvider(id) !== undefined, 'no such provider')
    .default('other'),
  endpoint: z.url().optional(),
  region: z.string().default('us-east-1'),
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
  sessionToken: z.string().optional(),
  /** How long a server may stay silent before a request is given up, in milliseconds. */
  silenceTimeoutMs: z.int().min(100).max(600_000).default(30_000),
});

export type Connection = Readonly<z.output<typeof connectionSchema>>;
