import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { crc32 } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { emptySha256 } from '../support/s3server/auth/sigv4.ts';
import { signedHeaders } from '../support/s3server/signedHeaders.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';

// Prints how quickly the embedded server takes and gives one large object and many small ones, and its peak memory.
const { values } = parseArgs({
  options: { gib: { type: 'string', default: '2' }, small: { type: 'string', default: '1000' } },
});
const sizeBytes = Math.round(Number(values.gib) * 1024 ** 3);
const smallCount = Number(values.small);
const chunk = Buffer.alloc(1024 * 1024, 'satchel');
const bucket = 'bench-bucket';

const server = await spawnS3Server();
try {
  await run(server);
} finally {
  await server.stop();
}

async function run(running: SpawnedS3Server): Promise<void> {
  const client = new S3Client({
    endpoint: running.url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: running.accessKeyId, secretAccessKey: running.secretAccessKey },
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const path = `/${bucket}/large`;
  await measure('one PUT, unsigned payload', sizeBytes, () => put(path, sizeBytes, 'UNSIGNED-PAYLOAD', {}));
  await measure('one GET', sizeBytes, () => get(path));
  const checksum = base64Crc32(sizeBytes);
  await measure('one PUT, CRC32 in a header', sizeBytes, () =>
    put(path, sizeBytes, 'UNSIGNED-PAYLOAD', { 'x-amz-checksum-crc32': checksum }),
  );
  const small = Buffer.alloc(100 * 1024, 'small');
  const keys = Array.from({ length: smallCount }, (_, n) => `/${bucket}/small/${n}`);
  await measure(`${smallCount} PUTs of 100 KiB, 8 at once`, smallCount * small.length, () =>
    inLanes(keys, 8, (key) => put(key, small.length, 'UNSIGNED-PAYLOAD', {})),
  );
  await measure(`${smallCount} GETs of 100 KiB, 8 at once`, smallCount * small.length, () =>
    inLanes(keys, 8, get),
  );
  await measure('one PUT by the SDK, defaults, 256 MiB', 256 * 1024 ** 2, () =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: 'sdk', Body: Buffer.alloc(256 * 1024 ** 2) })),
  );

  async function measure(name: string, bytes: number, work: () => Promise<unknown>): Promise<void> {
    const startMs = performance.now();
    const startCpu = cpuSeconds(running.pid);
    await work();
    const seconds = (performance.now() - startMs) / 1000;
    const figures = [
      `${seconds.toFixed(2).padStart(7)} s`,
      `${(bytes / 1e6 / seconds).toFixed(0).padStart(6)} MB/s`,
      `server: ${(cpuSeconds(running.pid) - startCpu).toFixed(2).padStart(6)} s of CPU, peak ${peakMegabytes(running.pid)} MB`,
    ];
    console.log(name.padEnd(42), ...figures);
  }

  function put(
    target: string,
    bytes: number,
    payloadHash: string,
    headers: Record<string, string>,
  ): Promise<void> {
    return send('PUT', target, payloadHash, { ...headers, 'content-length': String(bytes) }, bytes);
  }

  function get(target: string): Promise<void> {
    return send('GET', target, emptySha256, {}, 0);
  }

  async function send(
    method: string,
    target: string,
    payloadHash: string,
    headers: Record<string, string>,
    bytes: number,
  ): Promise<void> {
    const signed = signedHeaders(running, { method, path: target, headers, payloadHash });
    const { hostname, port } = new URL(running.url);
    const req = request({ hostname, port, method, path: target, headers: signed.headers });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      req.once('response', resolve).once('error', reject);
    });
    await Promise.all([pipeline(body(bytes), req), answered]);
    const res = await answered;
    for await (const _part of res);
    if (res.statusCode !== 200) throw new Error(`${method} ${target} was answered with ${res.statusCode}`);
  }
}

function* body(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= chunk.length)
    yield left < chunk.length ? chunk.subarray(0, left) : chunk;
}

function base64Crc32(bytes: number): string {
  let value = 0;
  for (const piece of body(bytes)) value = crc32(piece, value);
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value);
  return out.toString('base64');
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

/** The processor time that a process has used, as Linux counts it (in hundredths of a second). */
function cpuSeconds(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The peak of a process's resident memory, as Linux counts it. */
function peakMegabytes(pid: number): string {
  if (process.platform !== 'linux') return '?';
  const kibibytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return ((Number(kibibytes) * 1024) / 1e6).toFixed(0);
}
