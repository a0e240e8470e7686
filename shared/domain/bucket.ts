import { z } from 'zod';

/** A top-level folder in the cloud. */
export const bucketSchema = z.strictObject({
  name: z.string(),
  region: z.string().optional(),
  createdAtMs: z.number().optional(),
  /** True when the user typed its name because the account may not list buckets. */
  addedByName: z.boolean(),
});

export type Bucket = Readonly<z.infer<typeof bucketSchema>>;

/** What is wrong with a bucket name; `tooShort` and `tooLong` mean S3's 3 to 63 characters. */
export type BucketNameProblem =
  | 'tooShort'
  | 'tooLong'
  | 'characters'
  | 'edges'
  | 'adjacentPeriods'
  | 'ipAddress'
  | 'reservedPrefix'
  | 'reservedSuffix';

const reservedPrefixes = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const reservedSuffixes = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3', '-an'];

/**
 * The first rule that a name breaks, or undefined for a legal one.
 * Source: Amazon S3 User Guide, "General purpose bucket naming rules".
 */
export function bucketNameProblem(name: string): BucketNameProblem | undefined {
  if (/[^a-z0-9.-]/.test(name)) return 'characters';
  if (name.length < 3) return 'tooShort';
  if (name.length > 63) return 'tooLong';
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return 'edges';
  if (name.includes('..')) return 'adjacentPeriods';
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return 'ipAddress';
  if (reservedPrefixes.some((prefix) => name.startsWith(prefix))) return 'reservedPrefix';
  if (reservedSuffixes.some((suffix) => name.endsWith(suffix))) return 'reservedSuffix';
  return undefined;
}
