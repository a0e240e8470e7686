import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import { serve, xml } from './fakeServer.ts';

const upload = { bucket: 'bucket', key: 'key', uploadId: 'upload' };
const page = '<html><body><p>Please sign in</p></body></html>';

test.for([
  { what: 'createBucket', call: (storage: S3Storage) => storage.createBucket('bucket') },
  { what: 'statBucket', call: (storage: S3Storage) => storage.statBucket('bucket') },
  { what: 'deleteBucket', call: (storage: S3Storage) => storage.deleteBucket('bucket') },
  { what: 'abortMultipart', call: (storage: S3Storage) => storage.abortMultipart(upload) },
  { what: 'deleteMany', call: (storage: S3Storage) => storage.deleteMany('bucket', ['a', 'b']) },
  { what: 'deleteMany, one by one', call: (storage: S3Storage) => storage.deleteMany('bucket', ['\n']) },
])('$what: a well-formed page of a sign-in portal is no success', async ({ call }) => {
  const storage = await serve((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  const outcome = await call(storage).then(
    (value) => value,
    (error: unknown) => error,
  );
  const badAnswer = expect.objectContaining({ code: 'server.badAnswer' });
  if (outcome instanceof Error) expect(outcome).toEqual(badAnswer);
  else {
    expect(outcome).toEqual({
      deletedCount: 0,
      failures: [
        { key: 'a', error: badAnswer },
        { key: 'b', error: badAnswer },
      ],
    });
  }
});

test('an empty answer is a success, whatever its server calls it', async () => {
  const storage = await serve((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': 0 }).end(),
  );
  await storage.deleteBucket('bucket');
  expect(await storage.deleteMany('bucket', ['\n'])).toEqual({ deletedCount: 1, failures: [] });
});

test('a file that is a web page is one', async () => {
  const storage = await serve((request, response) => {
    const type = { 'content-type': 'text/html', etag: '"1"', 'content-length': page.length };
    response.writeHead(200, type).end(request.method === 'HEAD' ? '' : page);
  });
  expect(await storage.stat(upload)).toMatchObject({ contentType: 'text/html' });
});

test('only the keys that the server says it deleted are deleted, and those that were not there', async () => {
  const storage = await serve((request, response) => {
    request.resume();
    response.end(
      xml(
        '<DeleteResult><Deleted><Key>a &amp; b</Key></Deleted>' +
          '<Error><Key>gone</Key><Code>NoSuchKey</Code><Message>No</Message></Error>' +
          '<Error><Key>locked</Key><Code>AccessDenied</Code><Message>No</Message></Error></DeleteResult>',
      ),
    );
  });
  expect(await storage.deleteMany('bucket', ['a & b', 'gone', 'locked', 'forgotten'])).toEqual({
    deletedCount: 2,
    failures: [
      { key: 'locked', error: expect.objectContaining({ code: 'access.denied' }) },
      { key: 'forgotten', error: expect.objectContaining({ code: 'server.badAnswer' }) },
    ],
  });
});

test('an answer that makes no sense is not left open', async () => {
  const closings: Promise<unknown>[] = [];
  const storage = await serve((_request, response) => {
    closings.push(once(response, 'close'));
    response.writeHead(200, { etag: '"1"', 'content-length': 1000, 'last-modified': 'some day' });
    response.write('x');
  });
  for (let count = 0; count < 3; count += 1) {
    await expect(storage.openRange(upload)).rejects.toMatchObject({ code: 'server.badAnswer' });
  }
  await Promise.all(closings);
});
