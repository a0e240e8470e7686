import { isRgwInstalled, startRgw } from './rgw.ts';

// For benchmarks and work by hand: prints one line `ready URL ACCESS_KEY_ID SECRET_ACCESS_KEY`, ends on SIGTERM or SIGINT.
if (!isRgwInstalled()) {
  console.error('radosgw, ceph-mon, ceph-osd or ceph-common is not installed');
  process.exit(1);
}
const rgw = await startRgw();
console.log(`ready ${rgw.url} ${rgw.accessKeyId} ${rgw.secretAccessKey}`);
const end = async () => {
  await rgw.stop();
  process.exit(0);
};
process.once('SIGTERM', end);
process.once('SIGINT', end);
