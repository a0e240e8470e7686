import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, test } from 'vitest';
import { fixedCredentials } from '../../../electron/core/accounts/credentials/credentialSource.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createS3Storage, type S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import { createSigner } from '../../../electron/core/storage/s3/signer.ts';
import { oddKeys } from '../../support/keyCorpus.ts';

type Request = Parameters<NodeHttpHandler['handle']>[0];
const keys = { accessKeyId: 'AK', secretAccessKey: 'SK', sessionToken: 'token/+=' };
const region = 'eu-west-1';
const bucket = 'bucket';
const body = Buffer.from('content');
const uploadId = "2~a/b+c=d e'f";

/** Takes requests and answers none. */
class TakingHandler extends NodeHttpHandler {
  readonly taken: Request[] = [];
  override handle(request: Request): ReturnType<NodeHttpHandler['handle']> {
    this.taken.push(request);
    return Promise.reject(new SatchelError('network.timedOut', 'There is no network in this test.'));
  }
}

/** The request that a call makes of our own. */
async function ours(call: (storage: S3Storage) => Promise<unknown>, endpoint?: string): Promise<Request> {
  const handler = new TakingHandler();
  const storage = createS3Storage({
    provider: 'aws',
    region,
    ...(endpoint !== undefined && { endpoint }),
    credentials: fixedCredentials(keys),
    network: { createHandler: () => handler },
    silenceTimeoutMs: 1000,
  });
  await call(storage).catch(() => undefined);
  storage.close();
  return only(handler);
}

/** The request that the SDK makes of a command. */
async function theirs(
  command: PutObjectCommand | GetObjectCommand | HeadObjectCommand | UploadPartCommand,
  endpoint?: string,
): Promise<Request> {
  const handler = new TakingHandler();
  const client = new S3Client({
    region,
    credentials: keys,
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: handler,
  });
  await client.send(command as PutObjectCommand).catch(() => undefined);
  return only(handler);
}

function only({ taken }: TakingHandler): Request {
  const [request] = taken;
  if (request === undefined || taken.length > 1) throw new Error(`${taken.length} requests`);
  return request;
}

/** What may differ: who sends it, how often it was tried, and when. */
function essence({ method, protocol, hostname, port, path, query, headers }: Request) {
  const own = Object.entries(headers).filter(
    ([name]) => !/^(user-agent|amz-sdk-.*|x-amz-user-agent|x-amz-date|authorization)$/.test(name),
  );
  return { method, protocol, hostname, port, path, query, headers: Object.fromEntries(own) };
}

describe.for([undefined, 'http://127.0.0.1:9000', 'https://s3.example/base'])('at %s', (endpoint) => {
  test.for(Object.entries(oddKeys))('a key with %s goes as the SDK would send it', async ([_what, key]) => {
    const at = { bucket, key };
    const named = { Bucket: bucket, Key: key };
    const pairs = [
      [
        await ours((storage) => storage.put(at, body), endpoint),
        await theirs(new PutObjectCommand({ ...named, Body: body, ChecksumCRC64NVME: 'cuHcnA==' }), endpoint),
      ],
      [
        await ours((storage) => storage.stat(at), endpoint),
        await theirs(new HeadObjectCommand(named), endpoint),
      ],
      [
        await ours((storage) => storage.openRange(at, { range: { startByte: 1, endByte: 9 } }), endpoint),
        await theirs(new GetObjectCommand({ ...named, Range: 'bytes=1-9' }), endpoint),
      ],
      [
        await ours((storage) => storage.putPart({ ...at, uploadId }, 7, body), endpoint),
        await theirs(
          new UploadPartCommand({
            ...named,
            UploadId: uploadId,
            PartNumber: 7,
            Body: body,
            ChecksumCRC64NVME: 'cuHcnA==',
          }),
          endpoint,
        ),
      ],
    ] as const;
    for (const [mine, other] of pairs) {
      const { headers, ...rest } = essence(mine);
      const { 'x-amz-checksum-mode': _own, ...sent } = headers;
      const { 'x-amz-checksum-crc64nvme': sum } = headers;
      const { 'x-amz-checksum-crc64nvme': otherSum, ...otherSent } = essence(other).headers;
      // The SDK signs the hash of a body over TLS too.
      const isUnsigned = mine.method === 'PUT' && mine.protocol === 'https:';
      const bodyHash = isUnsigned ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } : {};
      expect({ ...rest, headers: sent }).toEqual({
        ...essence(other),
        headers: { ...otherSent, ...(sum !== undefined && { 'x-amz-checksum-crc64nvme': sum }), ...bodyHash },
      });
      expect(sum === undefined).toBe(otherSum === undefined);
      expect(signatureOf(other)).toBe(other.headers.authorization);
      expect(signatureOf(mine)).toBe(mine.headers.authorization);
    }
  });
});

test('attributes and conditions are the headers that the SDK makes of them', async () => {
  const mine = await ours((storage) =>
    storage.put({ bucket, key: 'key' }, body, {
      contentType: 'text/plain; charset=utf-8',
      metadata: { Mtime: '1 2  3', other: '' },
      condition: { ifMatchEtag: '"etag"' },
    }),
  );
  const other = await theirs(
    new PutObjectCommand({
      Bucket: bucket,
      Key: 'key',
      Body: body,
      ContentType: 'text/plain; charset=utf-8',
      Metadata: { Mtime: '1 2  3', other: '' },
      IfMatch: '"etag"',
      ChecksumCRC64NVME: mine.headers['x-amz-checksum-crc64nvme'],
    }),
  );
  const { headers, ...rest } = essence(other);
  expect(essence(mine)).toEqual({
    ...rest,
    headers: { ...headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
  });
  expect(signatureOf(mine)).toBe(mine.headers.authorization);
});

test('no key and no upload make no request', async () => {
  await expect(ours((storage) => storage.openRange({ bucket, key: '' }))).rejects.toThrow('0 requests');
  await expect(
    ours((storage) => storage.putPart({ bucket, key: 'key', uploadId: '' }, 1, body)),
  ).rejects.toThrow('0 requests');
});

/** The signature that our signer gives a whole request. */
function signatureOf({ method, path, query, headers }: Request): string | undefined {
  const {
    authorization: _,
    'x-amz-date': time = '',
    'x-amz-content-sha256': bodyHash = '',
    ...rest
  } = headers;
  const { 'x-amz-security-token': __, ...signed } = rest;
  const canonical = new URLSearchParams();
  for (const name of Object.keys(query).sort()) canonical.set(name, String(query[name]));
  const text = [...canonical]
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("'", '%27')}`)
    .join('&');
  const nowMs = Date.parse(time.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z'));
  const parts = { method, path, query: text, headers: signed, bodyHash };
  return createSigner()(parts, keys, { region, service: 's3' }, nowMs).authorization;
}
