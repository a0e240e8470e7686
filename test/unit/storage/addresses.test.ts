import { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, test } from 'vitest';
import { fixedCredentials } from '../../../electron/core/accounts/credentials/credentialSource.ts';
import type { Network } from '../../../electron/core/network/network.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { S3Connection } from '../../../electron/core/storage/s3/s3Connection.ts';
import { createS3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';

/** A network on which nothing gets anywhere. */
function networkNoting(addresses: string[]): Network {
  class NotingHandler extends NodeHttpHandler {
    override handle({ protocol, hostname, path }: Parameters<NodeHttpHandler['handle']>[0]) {
      addresses.push(`${protocol}//${hostname}${path}`);
      return Promise.reject(new SatchelError('network.unreachable', 'There is no network in this test.'));
    }
  }
  return {
    createHandler: (options) => new NotingHandler({ connectionTimeout: options.connectionTimeout ?? 0 }),
  };
}

async function addressOf(connection: Partial<S3Connection>): Promise<string | undefined> {
  const addresses: string[] = [];
  const storage = createS3Storage({
    provider: 'aws',
    region: 'eu-west-1',
    credentials: fixedCredentials({ accessKeyId: 'AK', secretAccessKey: 'SK' }),
    network: networkNoting(addresses),
    silenceTimeoutMs: 1000,
    ...connection,
  });
  await storage.put({ bucket: 'bucket', key: 'key' }, Buffer.from('x')).catch(() => undefined);
  storage.close();
  return addresses.join(' ');
}

const endpoint = 'https://s3.example';

describe('where a request goes', () => {
  test.for([
    [{}, 'https://bucket.s3.eu-west-1.amazonaws.com/key'],
    [{ addressing: 'path' }, 'https://s3.eu-west-1.amazonaws.com/bucket/key'],
    [{ useFipsEndpoint: true, region: 'us-east-1' }, 'https://bucket.s3-fips.us-east-1.amazonaws.com/key'],
    [{ useDualstackEndpoint: true }, 'https://bucket.s3.dualstack.eu-west-1.amazonaws.com/key'],
    [
      { useFipsEndpoint: true, useDualstackEndpoint: true, region: 'us-gov-west-1' },
      'https://bucket.s3-fips.dualstack.us-gov-west-1.amazonaws.com/key',
    ],
    [{ region: 'cn-north-1' }, 'https://bucket.s3.cn-north-1.amazonaws.com.cn/key'],
    [{ endpoint }, 'https://bucket.s3.example/key'],
    [{ endpoint, useFipsEndpoint: true, useDualstackEndpoint: true }, 'https://bucket.s3.example/key'],
    [{ provider: 'other', endpoint }, 'https://s3.example/bucket/key'],
    [{ provider: 'other', endpoint, addressing: 'virtualHost' }, 'https://bucket.s3.example/key'],
    [{ provider: 'gcs', region: 'auto' }, 'https://storage.googleapis.com/bucket/key'],
    [{ provider: 'wasabi' }, 'https://s3.eu-west-1.wasabisys.com/bucket/key'],
    [{ provider: 'digitalocean', region: 'ams3' }, 'https://bucket.ams3.digitaloceanspaces.com/key'],
  ] as const)('%o: %s', async ([connection, address]) => {
    expect(await addressOf(connection)).toBe(address);
  });

  test.for(['r2', 'minio', 'ceph', 'other'])(
    'with %s and no address: nowhere, and not to Amazon',
    (provider) => {
      return expect(addressOf({ provider })).rejects.toMatchObject({ code: 'account.endpointInvalid' });
    },
  );
});
