import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { connectionTo } from './openS3.ts';

let server: SpawnedS3Server;
let folder: string;

beforeAll(async () => {
  server = await spawnS3Server();
  folder = await mkdtemp(join(tmpdir(), 'satchel-aws-files-'));
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs in a process of its own: uses a storage, and tells which of the user's files were opened meanwhile. */
const program = `
  import dns from 'node:dns';
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const touched = new Set();
  const watch = (owner, names) => {
    for (const name of names) {
      const original = owner[name];
      owner[name] = (path, ...rest) => {
        if (String(path).startsWith(process.env.HOME)) touched.add(String(path));
        return original.call(owner, path, ...rest);
      };
    }
  };
  watch(fs, ['readFile', 'readFileSync', 'open', 'openSync', 'createReadStream']);
  watch(fs.promises, ['readFile', 'open']);
  syncBuiltinESMExports();
  const { createS3Storage } = await import(new URL('storage/s3/s3Storage.ts', process.env.CORE));
  const { s3ConnectionOf } = await import(new URL('../../test/support/s3ConnectionOf.ts', process.env.CORE));
  const { createDirectNetwork } = await import(new URL('../../test/support/directNetwork.ts', process.env.CORE));
  const connection = s3ConnectionOf(JSON.parse(process.env.CONNECTION), createDirectNetwork());
  const storage = createS3Storage(connection);
  await storage.createBucket('closed-config');
  const ref = { bucket: 'closed-config', key: 'key' };
  await storage.put(ref, Buffer.from('x'));
  const upload = await storage.beginMultipart(ref);
  const part = await storage.putPart(upload, 1, Buffer.from('y'));
  await storage.finishMultipart(upload, [part]);
  const { sizeBytes } = await storage.stat(ref);
  await storage.copy(ref, { ...ref, key: 'copy' });
  const { body } = await storage.openRange(ref);
  for await (const chunk of body) process.stderr.write('');
  const { deletedCount } = await storage.deleteMany(ref.bucket, ['key', 'copy']);
  const buckets = await storage.listBuckets();
  storage.close();
  const hosts = new Set();
  dns.lookup = (host, options, callback) => {
    hosts.add(host);
    process.nextTick(callback, Object.assign(new Error('no network in this test'), { code: 'ENOTFOUND' }));
  };
  const amazon = createS3Storage({ ...connection, provider: 'aws', endpoint: undefined });
  const code = await amazon.listPage({ bucket: 'closed-config', prefix: '' }).then(String, (error) => error.code);
  amazon.close();
  console.log(JSON.stringify({
    sizeBytes, deletedCount, buckets: buckets.length, code, hosts: [...hosts], touched: [...touched],
  }));
`;

test('neither AWS_* variables nor the files in ~/.aws have any effect, nor are they opened', async () => {
  const files = { config: join(folder, 'config'), credentials: join(folder, 'credentials') };
  const nonsense = [
    ['region', 'xx-nowhere-9'],
    ['endpoint_url', 'http://127.0.0.1:1'],
    ['aws_access_key_id', 'FROMTHEFILE'],
    ['aws_secret_access_key', 'from the file'],
    ['max_attempts', 'many'],
    ['retry_mode', 'never'],
    ['defaults_mode', 'nonsense'],
    ['request_checksum_calculation', 'SOMETIMES'],
    ['use_dualstack_endpoint', 'perhaps'],
    ['use_fips_endpoint', 'perhaps'],
    ['disable_clock_skew_correction', 'perhaps'],
  ];
  const lines = nonsense.map(([key, value]) => `${key} = ${value}`);
  for (const path of Object.values(files)) {
    await writeFile(path, ['[default]', ...lines, '[profile strange]', ...lines, ''].join('\n'));
  }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program],
    {
      env: {
        HOME: folder,
        AWS_CONFIG_FILE: files.config,
        AWS_SHARED_CREDENTIALS_FILE: files.credentials,
        AWS_PROFILE: 'strange',
        AWS_SDK_LOAD_CONFIG: '1',
        AWS_REGION: 'xx-nowhere-9',
        AWS_DEFAULT_REGION: 'xx-nowhere-9',
        AWS_ACCESS_KEY_ID: 'FROMTHEENVIRONMENT',
        AWS_SECRET_ACCESS_KEY: 'from the environment',
        AWS_SESSION_TOKEN: 'from the environment',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
        AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1',
        AWS_MAX_ATTEMPTS: 'many',
        AWS_RETRY_MODE: 'never',
        AWS_DEFAULTS_MODE: 'nonsense',
        AWS_USE_DUALSTACK_ENDPOINT: 'perhaps',
        AWS_USE_FIPS_ENDPOINT: 'perhaps',
        AWS_REQUEST_CHECKSUM_CALCULATION: 'SOMETIMES',
        AWS_RESPONSE_CHECKSUM_VALIDATION: 'SOMETIMES',
        AWS_S3_USE_ARN_REGION: 'perhaps',
        AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS: 'perhaps',
        AWS_S3_DISABLE_EXPRESS_SESSION_AUTH: 'perhaps',
        AWS_DISABLE_CLOCK_SKEW_CORRECTION: 'perhaps',
        AWS_SDK_UA_APP_ID: 'from-the-environment',
        CORE: new URL('../../../electron/core/', import.meta.url).href,
        CONNECTION: JSON.stringify(connectionTo(server)),
      },
    },
  );
  expect(JSON.parse(stdout)).toEqual({
    sizeBytes: 1,
    deletedCount: 2,
    buckets: 1,
    code: 'network.unreachable',
    hosts: ['closed-config.s3.us-east-1.amazonaws.com'],
    touched: [],
  });
});
