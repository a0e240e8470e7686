import { expect, test } from 'vitest';
import { objectAddresses } from '../../../electron/core/storage/objectAddresses.ts';

const ref = { bucket: 'photos', key: 'Lisbon/menu #1 (é).txt' };
const path = 'Lisbon/menu%20%231%20%28%C3%A9%29.txt';

test.for([
  ['eu-west-1', 'https://photos.s3.eu-west-1.amazonaws.com', 'aws'],
  ['cn-north-1', 'https://photos.s3.cn-north-1.amazonaws.com.cn', 'aws-cn'],
  ['us-gov-west-1', 'https://photos.s3.us-gov-west-1.amazonaws.com', 'aws-us-gov'],
] as const)('an object at Amazon in %s has an address, a URI and an ARN', ([region, host, partition]) => {
  expect(objectAddresses({ provider: 'aws', region }, ref)).toEqual({
    url: `${host}/${path}`,
    uri: `s3://photos/${ref.key}`,
    arn: `arn:${partition}:s3:::photos/${ref.key}`,
  });
});

test('a bucket with dots is in the path, and other endpoints of Amazon are named', () => {
  const server = { provider: 'aws', region: 'us-east-1', useFipsEndpoint: true, useDualstackEndpoint: true };
  expect(objectAddresses(server, { bucket: 'a.b', key: 'c' }).url).toBe(
    'https://s3-fips.dualstack.us-east-1.amazonaws.com/a.b/c',
  );
});

test('other servers have their own addresses and no ARN, and give away no password', () => {
  const own = { provider: 'minio', region: 'us-east-1', endpoint: 'https://me:secret@nas.local:9000/s3/' };
  expect(objectAddresses(own, { bucket: 'photos', key: 'a/../b//c' })).toEqual({
    url: 'https://nas.local:9000/s3/photos/a/%2E%2E/b//c',
    uri: 's3://photos/a/../b//c',
  });
  expect(objectAddresses({ ...own, addressing: 'virtualHost' }, { bucket: 'photos', key: 'c' }).url).toBe(
    'https://photos.nas.local:9000/s3/c',
  );
  expect(
    objectAddresses({ provider: 'digitalocean', region: 'fra1' }, { bucket: 'photos', key: 'c' }).url,
  ).toBe('https://photos.fra1.digitaloceanspaces.com/c');
});
