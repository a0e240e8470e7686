import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { emptySha256 } from '../support/s3server/auth/sigv4.ts';
import { signedHeaders } from '../support/s3server/signedHeaders.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';
import { alone, type Figure } from './figures.ts';

const chunk = Buffer.alloc(1024 * 1024, 'satchel');
const bucket = 'bench-bucket';
const smallCount = 1000;
const smallBytes = 100 * 1024;
const sdkBytes = 256 * 1024 ** 2;

/** The embedded server by itself: how quickly it takes and gives one large object and many small ones, and its peak memory. */
export async function benchS3Server(folder: string, sizeBytes: number): Promise<readonly Figure[]> {
  const server = await spawnS3Server({ dir: path.join(folder, 'server') });
  try {
    return await run(server, sizeBytes);
  } finally {
    await server.stop();
  }
}

async function run(running: SpawnedS3Server, sizeBytes: number): Promise<readonly Figure[]> {
  const client = new S3Client({
    endpoint: running.url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: running.accessKeyId, secretAccessKey: running.secretAccessKey },
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const target = `/${bucket}/large`;
  const size = `${(sizeBytes / 1024 ** 3).toLocaleString('en')} GiB`;
  const keys = Array.from({ length: smallCount }, (_, n) => `/${bucket}/small/${n}`);
  const sdkPut = new PutObjectCommand({ Bucket: bucket, Key: 'sdk', Body: Buffer.alloc(sdkBytes) });
  const figures = [
    await measure(`embedded server: ${size} in, one PUT`, sizeBytes, () => put(target, sizeBytes)),
    await measure(`embedded server: ${size} out, one GET`, sizeBytes, () => get(target)),
    await measure('embedded server: 1,000 PUTs of 100 KiB', smallCount * smallBytes, () =>
      inLanes(keys, 8, (key) => put(key, smallBytes)),
    ),
    await measure('embedded server: 1,000 GETs of 100 KiB', smallCount * smallBytes, () =>
      inLanes(keys, 8, get),
    ),
    await measure("embedded server: 256 MiB in by the SDK's defaults", sdkBytes, () => client.send(sdkPut)),
  ];
  client.destroy();
  const peakMb = peakMegabytes(running.pid);
  return peakMb === undefined ? figures : [...figures, alone('embedded server: peak memory', peakMb, 'MB')];

  async function measure(name: string, bytes: number, work: () => Promise<unknown>): Promise<Figure> {
    const startMs = performance.now();
    await work();
    return alone(name, bytes / 1e3 / (performance.now() - startMs), 'MB/s');
  }

  function put(at: string, bytes: number): Promise<void> {
    return send('PUT', at, 'UNSIGNED-PAYLOAD', { 'content-length': String(bytes) }, bytes);
  }

  function get(at: string): Promise<void> {
    return send('GET', at, emptySha256, {}, 0);
  }

  async function send(
    method: string,
    at: string,
    payloadHash: string,
    headers: Record<string, string>,
    bytes: number,
  ): Promise<void> {
    const signed = signedHeaders(running, { method, path: at, headers, payloadHash });
    const { hostname, port } = new URL(running.url);
    const req = request({ hostname, port, method, path: at, headers: signed.headers });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      req.once('response', resolve).once('error', reject);
    });
    await Promise.all([pipeline(body(bytes), req), answered]);
    const res = await answered;
    for await (const _part of res);
    if (res.statusCode !== 200) throw new Error(`${method} ${at} was answered with ${res.statusCode}`);
  }
}

function* body(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= chunk.length)
    yield left < chunk.length ? chunk.subarray(0, left) : chunk;
}

async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const lane = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** The peak of a process's resident memory in MB (10^6 bytes); only Linux tells it. */
function peakMegabytes(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kibibytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kibibytes) * 1024) / 1e6;
}
