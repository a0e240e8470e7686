import { expect, test } from 'vitest';
import type { S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import { serve, xml } from './fakeServer.ts';

const ref = { bucket: 'bucket', key: 'key', uploadId: 'upload' };

async function listToEnd(storage: S3Storage): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await storage.listPage({ bucket: 'bucket', prefix: '', ...(cursor && { cursor }) });
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

test.for([
  {
    what: 'a listing',
    answer:
      '<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>1</NextContinuationToken></ListBucketResult>',
    call: listToEnd,
  },
  {
    what: 'the list of buckets',
    answer:
      '<ListAllMyBucketsResult><Buckets><Bucket><Name>a</Name></Bucket></Buckets><ContinuationToken>1</ContinuationToken></ListAllMyBucketsResult>',
    call: (storage: S3Storage) => storage.listBuckets(),
  },
  {
    what: 'the list of parts',
    answer:
      '<ListPartsResult><UploadId>upload</UploadId><IsTruncated>true</IsTruncated><NextPartNumberMarker>1</NextPartNumberMarker></ListPartsResult>',
    call: (storage: S3Storage) => storage.listParts(ref),
  },
])('$what that always goes on with the same page is given up', async ({ answer, call }) => {
  let requestCount = 0;
  const storage = await serve((_request, response) => {
    requestCount += 1;
    response.writeHead(requestCount > 20 ? 400 : 200).end(xml(answer));
  });
  await expect(call(storage)).rejects.toMatchObject({ code: 'server.badAnswer' });
  expect(requestCount).toBe(2);
});
