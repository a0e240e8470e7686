import { DeleteBucketPolicyCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { describe } from 'vitest';
import { isRgwInstalled, startRgw } from '../../support/rgw/rgw.ts';
import { describeStorage } from '../../support/storageContract.ts';
import { openS3 } from './openS3.ts';

describe.skipIf(!isRgwInstalled())('a real RADOS Gateway', () => {
  describeStorage(
    'S3 over RADOS Gateway',
    { checksCredentials: true, keptChecksum: undefined, storesNul: false, hasSockets: true },
    async () => {
      const rgw = await startRgw();
      const withKeys = (keys = {}) => openS3(rgw, keys);
      const storage = withKeys();
      const admin = new S3Client({
        endpoint: rgw.url,
        region: 'us-east-1',
        forcePathStyle: true,
        credentials: rgw,
        requestChecksumCalculation: 'WHEN_REQUIRED',
      });
      return {
        storage,
        withKeys,
        async refuseDeleting(bucket, keyPrefix) {
          const statement = {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:DeleteObject',
            Resource: `arn:aws:s3:::${bucket}/${keyPrefix}*`,
          };
          const policy = { Version: '2012-10-17', Statement: [statement] };
          await admin.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify(policy) }));
          return async () => {
            await admin.send(new DeleteBucketPolicyCommand({ Bucket: bucket }));
          };
        },
        async close() {
          storage.close();
          admin.destroy();
          await rgw.stop();
        },
      };
    },
  );
});
