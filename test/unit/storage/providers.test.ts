import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  endpointForRegion,
  endpointOf,
  findProvider,
  type Provider,
  providerChoices,
  providerOfEndpoint,
} from '../../../electron/core/storage/providers.ts';
import { providerSchema } from '../../../shared/domain/provider.ts';

function provider(id: string): Provider {
  const found = findProvider(id);
  if (!found) throw new Error(`no provider ${id}`);
  return found;
}

const ids = providerChoices().map(({ id }) => id);

describe('what the form offers', () => {
  test('every provider, as the window knows them', () => {
    expect(z.array(providerSchema).parse(providerChoices())).toEqual(providerChoices());
    expect(ids).toEqual(['aws', 'gcs', 'r2', 'b2', 'wasabi', 'digitalocean', 'minio', 'ceph', 'other']);
  });

  test.for(ids)('%s: the default region is one of its regions', (id) => {
    const { regions, defaultRegion } = provider(id);
    if (regions.length > 0) expect(regions).toContain(defaultRegion);
  });

  test('conditions of writes are left to those that document them', () => {
    expect(ids.filter((id) => provider(id).conditionalPut)).toEqual(['aws', 'r2', 'ceph']);
    expect(ids.filter((id) => provider(id).conditionalFinish)).toEqual(['aws', 'r2']);
  });

  test.for(ids.filter((id) => id !== 'aws'))('%s takes nothing for granted that only Amazon does', (id) => {
    const { uploadChecksum, deleteChecksum, bodyProof } = provider(id);
    expect({ uploadChecksum, deleteChecksum, bodyProof }).toEqual({
      uploadChecksum: id === 'ceph' ? 'CRC32' : undefined,
      deleteChecksum: 'contentMd5',
      bodyProof: id === 'ceph' || id === 'minio' ? 'signature' : 'etag',
    });
  });
});

describe('addresses', () => {
  test.for([
    ['aws', { region: 'eu-west-1' }, undefined],
    ['gcs', { region: 'auto' }, 'https://storage.googleapis.com'],
    ['r2', { region: 'auto', accountId: 'abc123.eu' }, 'https://abc123.eu.r2.cloudflarestorage.com'],
    ['b2', { region: 'us-west-004' }, 'https://s3.us-west-004.backblazeb2.com'],
    ['wasabi', { region: 'eu-central-1' }, 'https://s3.eu-central-1.wasabisys.com'],
    ['digitalocean', { region: 'ams3' }, 'https://ams3.digitaloceanspaces.com'],
    ['minio', { region: 'us-east-1' }, undefined],
  ] as const)('%s with %o', ([id, parts, endpoint]) => {
    expect(endpointOf(provider(id), parts)).toBe(endpoint);
    if (endpoint !== undefined) expect(providerOfEndpoint(endpoint)?.id).toBe(id);
  });

  test.for(['', 'a b', 'evil.example/', '@evil.example', '-', 'x:1', 'x#'])(
    'a part %o cannot stand in an address',
    (accountId) => {
      expect(() => endpointOf(provider('r2'), { region: 'auto', accountId })).toThrow(
        expect.objectContaining({ code: 'account.endpointInvalid' }),
      );
    },
  );

  test.for([
    ['https://s3.amazonaws.com', 'aws'],
    ['https://s3.cn-north-1.amazonaws.com.cn', 'aws'],
    ['https://bucket.vpce-1.s3.us-east-1.vpce.amazonaws.com', 'aws'],
    ['https://storage.googleapis.com/', 'gcs'],
    ['https://S3.WASABISYS.COM', 'wasabi'],
    ['https://amazonaws.com.evil.example', undefined],
    ['https://notstorage.googleapis.com.example', undefined],
    ['http://127.0.0.1:9000', undefined],
    ['no address', undefined],
  ] as const)('%s belongs to %s', ([url, id]) => {
    expect(providerOfEndpoint(url)?.id).toBe(id);
  });
});

describe('a bucket in another region', () => {
  test.for([
    ['aws', 'https://s3.us-east-1.amazonaws.com', 'us-east-1', undefined],
    ['aws', 'https://s3.amazonaws.com', 'us-east-1', undefined],
    ['aws', 'https://s3.dualstack.us-east-1.amazonaws.com', 'us-east-1', undefined],
    [
      'aws',
      'https://s3-fips.us-east-1.amazonaws.com',
      'us-east-1',
      'https://s3-fips.us-east-1.amazonaws.com',
    ],
    ['wasabi', undefined, 'us-east-1', 'https://s3.eu-west-1.wasabisys.com'],
    ['wasabi', 'https://s3.us-east-1.wasabisys.com', 'us-east-1', 'https://s3.eu-west-1.wasabisys.com'],
    ['wasabi', 'https://s3.mine.example', 'us-east-1', 'https://s3.mine.example'],
    ['ceph', 'http://ceph.example', 'us-east-1', 'http://ceph.example'],
    ['gcs', undefined, 'auto', 'https://storage.googleapis.com'],
  ] as const)('%s at %s', ([id, endpoint, region, expected]) => {
    const given = { region, ...(endpoint !== undefined && { endpoint }) };
    expect(endpointForRegion(provider(id), given, 'eu-west-1')).toBe(expected);
  });

  test('its home is where it was given', () => {
    const given = { region: 'us-east-1', endpoint: 'https://s3.us-east-1.amazonaws.com' };
    expect(endpointForRegion(provider('aws'), given, 'us-east-1')).toBe(given.endpoint);
  });
});
