import { once } from 'node:events';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchSatchel, requestInPage } from '../support/electronApp.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';

const bucket = 'quitting';
let folder: string;
let server: SpawnedS3Server;
let client: S3Client;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-quit-'));
  server = await spawnS3Server({ control: true });
  const { url: endpoint, accessKeyId, secretAccessKey } = server;
  const credentials = { accessKeyId, secretAccessKey };
  client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
});

afterEach(async () => {
  client.destroy();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function launchWithUpload() {
  const file = join(folder, 'large.bin');
  await writeFile(file, '');
  await truncate(file, 64 * 1024 * 1024);
  const { url: endpoint, accessKeyId, secretAccessKey } = server;
  const satchel = await launchSatchel({
    connection: { name: 'Quit', endpoint, accessKeyId, secretAccessKey },
  });
  const { page } = satchel;
  const {
    accounts: [account],
  } = await requestInPage(page, 'account.list', {});
  const accountId = account?.id ?? '';
  await requestInPage(page, 'bucket.create', { accountId, bucket });
  await server.control?.throttle(2_000_000);
  await satchel.stubDialog({ files: [file] });
  const grant = await requestInPage(page, 'upload.chooseFiles', {});
  const target = { accountId, bucket, prefix: '' };
  await requestInPage(page, 'transfer.upload', { grantId: grant?.grantId ?? '', target });
  const parts = async () => (await server.control?.counters())?.requests.UploadPart ?? 0;
  await expect.poll(parts, { timeout: 20_000 }).toBeGreaterThan(0);
  return satchel;
}

test('quitting in the middle of an upload keeps what was sent for the next start', async () => {
  const satchel = await launchWithUpload();
  const startedAtMs = Date.now();
  await satchel.close();
  expect(Date.now() - startedAtMs).toBeLessThan(10_000);
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
  expect(Uploads).toMatchObject([{ Key: 'large.bin' }]);
});

test('a server that does not answer does not keep Satchel from ending', async () => {
  const satchel = await launchWithUpload();
  await server.control?.hang('*', 1_000);
  const startedAtMs = Date.now();
  await satchel.close();
  expect(Date.now() - startedAtMs).toBeLessThan(10_000);
});

// Windows has no signals: a kill there ends a process at once.
test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends Satchel as closing its window does',
  async (signal) => {
    const satchel = await launchSatchel();
    const child = satchel.app.process();
    const exit = once(child, 'exit');
    child.kill(signal);
    expect(await exit).toEqual([0, null]);
    await satchel.close();
  },
);
