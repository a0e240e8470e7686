import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { expect, test } from 'vitest';
import { fixedCredentials } from '../../../electron/core/accounts/credentials/credentialSource.ts';
import type { Network } from '../../../electron/core/network/network.ts';
import type { S3Connection } from '../../../electron/core/storage/s3/s3Connection.ts';
import { createS3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';

/** A network on which every object is there. */
const network: Network = {
  createHandler() {
    class FindingHandler extends NodeHttpHandler {
      override handle() {
        const headers = { etag: '"1"', 'content-length': '1', date: new Date().toUTCString() };
        const response = { statusCode: 200, headers, body: Readable.from([]) };
        return Promise.resolve({ response }) as unknown as ReturnType<NodeHttpHandler['handle']>;
      }
    }
    return new FindingHandler();
  },
};

async function linkOn(connection: Partial<S3Connection>): Promise<URL> {
  const storage = createS3Storage({
    provider: 'aws',
    region: 'eu-west-1',
    credentials: fixedCredentials({ accessKeyId: 'AK', secretAccessKey: 'SK' }),
    network,
    silenceTimeoutMs: 1000,
    ...connection,
  });
  const options = { expiresInSeconds: 604_800, asDownload: true };
  const { url } = await storage.shareLink({ bucket: 'bucket', key: 'a b/key' }, options);
  storage.close();
  return new URL(url);
}

test.for([
  [{}, 'https://bucket.s3.eu-west-1.amazonaws.com/a%20b/key', 'eu-west-1'],
  [{ addressing: 'path' }, 'https://s3.eu-west-1.amazonaws.com/bucket/a%20b/key', 'eu-west-1'],
  [
    { useFipsEndpoint: true, region: 'us-east-1' },
    'https://bucket.s3-fips.us-east-1.amazonaws.com/a%20b/key',
    'us-east-1',
  ],
  [
    { useDualstackEndpoint: true },
    'https://bucket.s3.dualstack.eu-west-1.amazonaws.com/a%20b/key',
    'eu-west-1',
  ],
  [{ region: 'cn-north-1' }, 'https://bucket.s3.cn-north-1.amazonaws.com.cn/a%20b/key', 'cn-north-1'],
  [{ provider: 'gcs', region: 'auto' }, 'https://storage.googleapis.com/bucket/a%20b/key', 'auto'],
  [
    { provider: 'digitalocean', region: 'ams3' },
    'https://bucket.ams3.digitaloceanspaces.com/a%20b/key',
    'ams3',
  ],
  [
    { provider: 'other', endpoint: 'https://nas.example:9000/base/' },
    'https://nas.example:9000/base/bucket/a%20b/key',
    'eu-west-1',
  ],
  [
    { provider: 'other', endpoint: 'https://anna:secret@nas.example' },
    'https://nas.example/bucket/a%20b/key',
    'eu-west-1',
  ],
] as const)('a link on %o leads to %s', async ([connection, address, region]) => {
  const { origin, username, password, pathname, searchParams } = await linkOn(connection);
  expect([origin + pathname, username + password]).toEqual([address, '']);
  expect(Object.fromEntries(searchParams)).toEqual({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD',
    'X-Amz-Credential': expect.stringMatching(new RegExp(`^AK/\\d{8}/${region}/s3/aws4_request$`)),
    'X-Amz-Date': expect.stringMatching(/^\d{8}T\d{6}Z$/),
    'X-Amz-Expires': '604800',
    'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    'X-Amz-SignedHeaders': 'host',
    'response-content-disposition': 'attachment; filename="key"',
    'x-id': 'GetObject',
  });
});
