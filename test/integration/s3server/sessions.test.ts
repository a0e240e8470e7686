import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { clientOf, failure, freshName } from './harness.ts';

let server: SpawnedS3Server;
let control: ControlClient;
const ours = freshName();
const theirs = freshName();
beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  if (server.control === undefined) throw new Error('no control port');
  control = server.control;
  const owner = clientOf(server);
  for (const Bucket of [ours, theirs]) {
    await owner.send(new CreateBucketCommand({ Bucket }));
    await owner.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
  }
});
afterEach(() => control.reset());
afterAll(() => server.stop());

const session = { accessKeyId: 'ASIASESSION', secretAccessKey: 'session-secret', sessionToken: 'token-1' };
const as = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
  clientOf(server, { credentials });
const names = async (client: ReturnType<typeof as>) =>
  (await client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name);

test('keys of a session are accepted with their token only, also after a reset', async () => {
  await control.addSession(session);
  await control.reset();
  expect(await names(as(session))).toEqual([ours, theirs].toSorted());
  const { accessKeyId, secretAccessKey } = session;
  const list = new ListBucketsCommand({});
  expect([
    await failure(as({ accessKeyId, secretAccessKey }).send(list)),
    await failure(as({ ...session, sessionToken: 'token-2' }).send(list)),
    await failure(as({ ...session, secretAccessKey: 'other' }).send(list)),
  ]).toEqual([
    { code: 'InvalidAccessKeyId', status: 403 },
    { code: 'InvalidToken', status: 400 },
    { code: 'SignatureDoesNotMatch', status: 403 },
  ]);
});

test('a session ends at its time and is unknown when it is removed', async () => {
  await control.addSession({ ...session, expiresAtMs: Date.now() + 60_000 });
  const client = as(session);
  await names(client);
  await control.clockOffsetMs(61_000);
  expect(await failure(names(client))).toEqual({ code: 'ExpiredToken', status: 400 });
  await control.addSession({ ...session, expiresAtMs: Date.now() + 600_000 });
  await names(client);
  await control.removeSession(session.accessKeyId);
  expect(await failure(names(client))).toEqual({ code: 'InvalidAccessKeyId', status: 403 });
});

test('a session that is limited to buckets sees and uses only these', async () => {
  const user = { accessKeyId: 'AKIASECOND', secretAccessKey: 'second-secret' };
  await control.addSession({ ...user, buckets: [ours] });
  const client = as(user);
  const read = (Bucket: string) => client.send(new ListObjectsV2Command({ Bucket }));
  expect(await names(client)).toEqual([ours]);
  expect((await read(ours)).KeyCount).toBe(1);
  const copy = new CopyObjectCommand({ Bucket: ours, Key: 'b', CopySource: `${theirs}/a` });
  expect([
    await failure(read(theirs)),
    await failure(client.send(new GetObjectCommand({ Bucket: theirs, Key: 'a' }))),
    await failure(client.send(copy)),
    await failure(client.send(new CreateBucketCommand({ Bucket: freshName() }))),
  ]).toEqual(Array.from({ length: 4 }, () => ({ code: 'AccessDenied', status: 403 })));
});

test('a session may be refused the list of buckets and use a bucket that it knows', async () => {
  await control.addSession({ ...session, canListBuckets: false });
  expect(await failure(names(as(session)))).toEqual({ code: 'AccessDenied', status: 403 });
  await as(session).send(new HeadBucketCommand({ Bucket: ours }));
});
