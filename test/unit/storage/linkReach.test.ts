import { expect, test } from 'vitest';
import { reachOf } from '../../../electron/core/storage/linkReach.ts';

test.for([
  ['https://photos.s3.eu-west-1.amazonaws.com/a', 'everywhere'],
  ['https://s3.example.com:9000/base/photos/a', 'everywhere'],
  ['https://8.8.8.8/a', 'everywhere'],
  ['https://172.32.0.1/a', 'everywhere'],
  ['https://[2001:db8::1]/a', 'everywhere'],
  ['http://127.0.0.1:9000/a', 'computer'],
  ['http://localhost:9000/a', 'computer'],
  ['http://photos.localhost:9000/a', 'computer'],
  ['http://[::1]:9000/a', 'computer'],
  ['http://10.1.2.3/a', 'network'],
  ['http://172.16.0.1/a', 'network'],
  ['http://192.168.1.20:9000/a', 'network'],
  ['http://100.100.1.1/a', 'network'],
  ['http://[fd00::1]/a', 'network'],
  ['http://[fe80::1]/a', 'network'],
  ['http://nas:9000/a', 'network'],
  ['http://nas.local/a', 'network'],
  ['http://photos.minio.internal/a', 'network'],
  ['https://bucket.vpce-1-2.s3.eu-west-1.vpce.amazonaws.com/a', 'network'],
] as const)('%s can be reached by: %s', ([url, reach]) => {
  expect(reachOf(url)).toBe(reach);
});
