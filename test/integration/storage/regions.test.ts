import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import { serve, xml } from './fakeServer.ts';

const far = 'me-south-1';
const header = { 'x-amz-bucket-region': far };
const refusal = (code: string, more = '') =>
  xml(`<Error><Code>${code}</Code><Message>Not here</Message>${more}</Error>`);

/** How S3 tells that a bucket is in another region. Source: its answers, and region-redirect-middleware of the SDK. */
const answers = [
  { what: 'PermanentRedirect', status: 301, headers: header, body: refusal('PermanentRedirect') },
  { what: 'TemporaryRedirect', status: 307, headers: header, body: refusal('TemporaryRedirect') },
  {
    what: 'AuthorizationHeaderMalformed',
    status: 400,
    headers: {},
    body: refusal('AuthorizationHeaderMalformed', `<Region>${far}</Region>`),
  },
  {
    // Of regions that have to be switched on.
    what: 'IllegalLocationConstraintException',
    status: 400,
    headers: header,
    body: refusal('IllegalLocationConstraintException'),
  },
] as const;

const calls: Readonly<Record<string, (storage: S3Storage) => Promise<unknown>>> = {
  listPage: (storage) => storage.listPage({ bucket: 'bucket', prefix: '' }),
  put: (storage) => storage.put({ bucket: 'bucket', key: 'key' }, Buffer.from('x')),
  statBucket: (storage) => storage.statBucket('bucket'),
};

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET')
    response.end(xml('<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>'));
  else response.writeHead(200, { etag: '"1"' }).end();
}

describe.for(answers)('$what', ({ status, headers, body }) => {
  test.for(Object.entries(calls))('%s costs one request more, and only once', async ([_name, call]) => {
    const regions: (string | undefined)[] = [];
    const storage = await serve((request, response) => {
      const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1];
      regions.push(region);
      request.resume();
      request.on('end', () => {
        if (region === far) answer(request, response);
        // An answer to HEAD has no body; its headers tell.
        else response.writeHead(status, request.method === 'HEAD' ? header : headers).end(body);
      });
    });
    await call(storage);
    await call(storage);
    expect(regions).toEqual(['us-east-1', far, far]);
  });
});

test('the list of buckets of a server with a region of its own costs one request more', async () => {
  const regions: (string | undefined)[] = [];
  const storage = await serve((request, response) => {
    const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1];
    regions.push(region);
    if (region === far) {
      response.end(xml('<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>'));
    } else {
      const told = regions.length < 3 ? far : 'us-east-1';
      const body = refusal('AuthorizationHeaderMalformed', `<Region>${told}</Region>`);
      response.writeHead(400).end(body);
    }
  });
  expect(await storage.listBuckets()).toEqual([]);
  expect(regions).toEqual(['us-east-1', far]);
  await expect(storage.listBuckets()).rejects.toMatchObject({ code: 'bucket.wrongRegion' });
  expect(regions).toEqual(['us-east-1', far, 'us-east-1']);
});
