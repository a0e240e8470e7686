import {
  CreateBucketCommand,
  DeleteBucketCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { bucketNameProblem } from '../../../../shared/domain/bucket.ts';
import { SatchelError } from '../../satchelError.ts';
import type { BucketSummary, CallOptions } from '../storage.ts';
import { expectField, expectNewToken, type S3Calls } from './calls.ts';

/** Lists all buckets, and learns their regions where the server tells them. */
export async function listBuckets(
  calls: S3Calls,
  options: CallOptions = {},
): Promise<readonly BucketSummary[]> {
  const context = { deniedCode: 'access.listBucketsDenied' } as const;
  return calls.atHome('metadata', options, context, async (client, send) => {
    const summaries: BucketSummary[] = [];
    let token: string | undefined;
    do {
      const input = token === undefined ? {} : { ContinuationToken: token };
      const page = await client.send(new ListBucketsCommand(input), send);
      expectField(page.Buckets ?? page.Owner, 'Buckets');
      for (const { Name, BucketRegion, CreationDate } of page.Buckets ?? []) {
        const name = expectField(Name, 'Name');
        if (BucketRegion) calls.regions.learn(name, BucketRegion);
        summaries.push({
          name,
          ...(BucketRegion ? { region: BucketRegion } : {}),
          ...(CreationDate ? { createdAtMs: CreationDate.getTime() } : {}),
        });
      }
      token = page.ContinuationToken
        ? expectNewToken(page.ContinuationToken, token, 'ContinuationToken')
        : undefined;
    } while (token);
    return summaries;
  });
}

/** Finds out whether a bucket can be reached, and why not. */
export async function statBucket(
  calls: S3Calls,
  bucket: string,
  options: CallOptions = {},
): Promise<BucketSummary> {
  try {
    const region = await calls.inBucket('metadata', bucket, options, {}, async (client, send) => {
      const head = await client.send(new HeadBucketCommand({ Bucket: bucket }), send);
      return head.BucketRegion ?? (await client.config.region());
    });
    return { name: bucket, region };
  } catch (error) {
    if (!(error instanceof SatchelError) || !isUnexplained(error)) throw error;
    // A refusal of HEAD has no body; one of GET says whether the keys, the clock or the permission is wrong.
    await calls.inBucket('metadata', bucket, options, {}, (client, send) =>
      client.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 }), send),
    );
    return { name: bucket };
  }
}

/** Makes a bucket in the connection's region; throws `bucket.alreadyExists` for one's own bucket too. */
export async function createBucket(
  calls: S3Calls,
  bucket: string,
  options: CallOptions = {},
): Promise<BucketSummary> {
  const params = { bucket };
  const problem = bucketNameProblem(bucket);
  if (problem)
    throw new SatchelError('bucket.nameInvalid', `The name breaks a rule: ${problem}.`, { params });
  const { region } = calls.connection;
  await refuseExisting(calls, bucket, options);
  await calls.atHome('metadata', options, { bucket }, (client, send) => {
    // us-east-1 is the one region that S3 does not accept as a constraint (CreateBucket, "LocationConstraint").
    const isNamed = calls.provider.bucketPlace === 'byRegion' && region !== 'us-east-1';
    const place = { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } };
    return client.send(new CreateBucketCommand({ Bucket: bucket, ...(isNamed && place) }), send);
  });
  calls.regions.learn(bucket, region);
  return { name: bucket, region };
}

/** Deletes an empty bucket. */
export async function deleteBucket(calls: S3Calls, bucket: string, options: CallOptions = {}): Promise<void> {
  await calls.inBucket('metadata', bucket, options, {}, (client, send) =>
    client.send(new DeleteBucketCommand({ Bucket: bucket }), send),
  );
  calls.regions.forget(bucket);
}

/** us-east-1 and others answer 200 when the owner makes a bucket again, which would hide a name that is taken. */
async function refuseExisting(calls: S3Calls, bucket: string, options: CallOptions): Promise<void> {
  try {
    await calls.inBucket('metadata', bucket, options, {}, (client, send) =>
      client.send(new HeadBucketCommand({ Bucket: bucket }), send),
    );
  } catch (error) {
    if (error instanceof SatchelError && (error.code === 'bucket.notFound' || isUnexplained(error))) return;
    throw error;
  }
  throw new SatchelError('bucket.alreadyExists', 'The bucket exists already.', { params: { bucket } });
}

/** True for what a HEAD without a body leaves open. */
function isUnexplained(error: SatchelError): boolean {
  return (
    error.code === 'access.denied' || error.code === 'request.invalid' || error.code === 'bucket.wrongRegion'
  );
}
