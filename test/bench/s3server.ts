import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { emptySha256 } from '../support/s3server/auth/sigv4.ts';
import { signedHeaders } from '../support/s3server/signedHeaders.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';
import { alone, type Figure } from './figures.ts';

const chunk = Buffer.alloc(1024 * 1024, 'satchel');
const bucket = 'bench-bucket';
const large = 'large';
/** One request takes 5 GiB at most (Amazon S3 User Guide, "Uploading objects"). */
const partBytes = 1024 ** 3;
const smallCount = 1000;
const smallBytes = 100 * 1024;
const sdkBytes = 256 * 1024 ** 2;

/** The embedded server by itself: how quickly it takes and gives one large object and many small ones, and its peak memory. */
export async function benchS3Server(folder: string, sizeBytes: number): Promise<readonly Figure[]> {
  const server = await spawnS3Server({ dir: path.join(folder, 'server') });
  process.prependOnceListener('exit', () => void server.stop());
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
  const size = `${(sizeBytes / 1024 ** 3).toLocaleString('en')} GiB`;
  const keys = Array.from({ length: smallCount }, (_, n) => `/${bucket}/small/${n}`);
  const sdkPut = new PutObjectCommand({ Bucket: bucket, Key: 'sdk', Body: Buffer.alloc(sdkBytes) });
  const peak = (when: string) => {
    const peakMb = peakMegabytes(running.pid);
    return peakMb === undefined ? [] : [alone(`embedded server: peak memory after ${when}`, peakMb, 'MB')];
  };
  const figures = [
    await measure(`embedded server: ${size} in`, sizeBytes, putInParts),
    await measure(`embedded server: ${size} out`, sizeBytes, () => get(`/${bucket}/${large}`)),
    ...peak('the large object'),
    await measure('embedded server: 1,000 PUTs of 100 KiB', smallCount * smallBytes, () =>
      inLanes(keys, 8, (key) => put(key, smallBytes)),
    ),
    await measure('embedded server: 1,000 GETs of 100 KiB', smallCount * smallBytes, () =>
      inLanes(keys, 8, get),
    ),
    await measure("embedded server: 256 MiB in by the SDK's defaults", sdkBytes, () => client.send(sdkPut)),
    ...peak('all of it'),
  ];
  client.destroy();
  return figures;

  async function measure(name: string, bytes: number, work: () => Promise<unknown>): Promise<Figure> {
    const startMs = performance.now();
    await work();
    return alone(name, bytes / 1e3 / (performance.now() - startMs), 'MB/s');
  }

  async function putInParts(): Promise<void> {
    const place = { Bucket: bucket, Key: large };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
    const Parts: CompletedPart[] = [];
    for (let left = sizeBytes; left > 0; left -= partBytes) {
      const PartNumber = Parts.length + 1;
      const at = `/${bucket}/${large}?partNumber=${PartNumber}&uploadId=${UploadId}`;
      Parts.push({ PartNumber, ETag: await put(at, Math.min(left, partBytes)) });
    }
    await client.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts } }));
  }

  function put(at: string, bytes: number): Promise<string | undefined> {
    return send('PUT', at, 'UNSIGNED-PAYLOAD', { 'content-length': String(bytes) }, bytes);
  }

  function get(at: string): Promise<unknown> {
    return send('GET', at, emptySha256, {}, 0);
  }

  /** Resolves to the ETag once the whole answer is there. */

  async function send(
    method: string,
    at: string,
    payloadHash: string,
    headers: Record<string, string>,
    bytes: number,
  ): Promise<string | undefined> {
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
    return res.headers.etag;
  }
}

function* body(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= chunk.length)
    yield left < chunk.length ? chunk.subarray(0, left) : chunk;
}

async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<unknown>,
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
