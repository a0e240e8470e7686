import { ListBucketsCommand } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { connectIdentity } from '../../support/identityServer/connectIdentity.ts';
import { type IdentityServer, startIdentityServer } from '../../support/identityServer/identityServer.ts';
import { spawnS3Server } from '../../support/s3server/spawn.ts';
import { clientOf } from '../s3server/harness.ts';

const anna = { accessKeyId: 'AKIAANNA', secretAccessKey: 'anna-secret' };
const userArn = 'arn:aws:iam::111122223333:user/anna';
const RoleArn = 'arn:aws:iam::444455556666:role/team/Reader';
const sessionArn = 'arn:aws:sts::444455556666:assumed-role/Reader/work';

let identity: IdentityServer;
let offsetMs = 0;
beforeEach(async () => {
  offsetMs = 0;
  const server = await startIdentityServer({ nowMs: () => Date.now() + offsetMs });
  identity = server;
  server.addUser({ ...anna, userName: 'anna' });
  onTestFinished(() => server.close());
});

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
const sts = (credentials: Keys = anna) => {
  const client = new STSClient({ endpoint: identity.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
};
const assume = async (more: Partial<AssumeRoleCommandInput> = {}, keys: Keys = anna) =>
  sts(keys).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'work', ...more }));
const keysOf = (given: Credentials | undefined) => ({
  accessKeyId: given?.AccessKeyId ?? '',
  secretAccessKey: given?.SecretAccessKey ?? '',
  sessionToken: given?.SessionToken ?? '',
});
const errorOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (reason: Error) => reason,
  );
  return [error?.name, error?.message];
};
const refusal = [
  'AccessDenied',
  `User: ${userArn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
];

describe('callers', () => {
  test('are told who they are', async () => {
    const { $metadata: _, ...caller } = await sts().send(new GetCallerIdentityCommand({}));
    expect(caller).toEqual({
      Account: '111122223333',
      Arn: userArn,
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    });
    expect(identity.requests).toEqual([
      { service: 'sts', operation: 'GetCallerIdentity', at: expect.any(Number) },
    ]);
  });

  test('are refused with an unknown key, a wrong secret, or a clock that is off', async () => {
    const ask = (keys: Keys) => errorOf(sts(keys).send(new GetCallerIdentityCommand({})));
    expect((await ask({ ...anna, accessKeyId: 'AKIANOBODY' }))[0]).toBe('InvalidClientTokenId');
    expect((await ask({ ...anna, secretAccessKey: 'wrong' }))[0]).toBe('SignatureDoesNotMatch');
    offsetMs = 3_600_000;
    expect((await ask(anna))[0]).toBe('SignatureDoesNotMatch');
  });
});

describe('roles', () => {
  test('are assumed for the time that is asked, and the session knows itself', async () => {
    identity.addRole({ arn: RoleArn });
    const answer = await assume({ DurationSeconds: 900 });
    const seconds = ((answer.Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(890);
    expect(seconds).toBeLessThanOrEqual(900);
    expect(answer.AssumedRoleUser?.Arn).toBe(sessionArn);
    const caller = await sts(keysOf(answer.Credentials)).send(new GetCallerIdentityCommand({}));
    expect([caller.Arn, caller.Account]).toEqual([sessionArn, '444455556666']);
  });

  test('are refused to who is not trusted, without the external id, and when there is none', async () => {
    expect(await errorOf(assume())).toEqual(refusal);
    identity.addRole({ arn: RoleArn, trusted: ['arn:aws:iam::111122223333:user/other'] });
    expect(await errorOf(assume())).toEqual(refusal);
    identity.addRole({ arn: RoleArn, externalId: 'e-1' });
    expect(await errorOf(assume({ ExternalId: 'e-2' }))).toEqual(refusal);
    await assume({ ExternalId: 'e-1' });
  });

  test('with a device want its code', async () => {
    const SerialNumber = 'arn:aws:iam::111122223333:mfa/anna';
    identity.addRole({ arn: RoleArn, mfaSerial: SerialNumber, mfaCode: '123456' });
    expect(await errorOf(assume())).toEqual(refusal);
    expect(await errorOf(assume({ SerialNumber, TokenCode: '000000' }))).toEqual([
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    ]);
    expect((await errorOf(assume({ SerialNumber: 'GAHT12345678', TokenCode: '123456' })))[1]).toMatch(
      /unable to validate MFA code/,
    );
    await assume({ SerialNumber, TokenCode: '123456' });
  });

  test('have a longest duration, and an hour in a chain', async () => {
    identity.addRole({ arn: RoleArn, maxDurationSeconds: 7200 });
    expect((await errorOf(assume({ DurationSeconds: 7201 })))[0]).toBe('ValidationError');
    expect((await errorOf(assume({ DurationSeconds: 899 })))[0]).toBe('ValidationError');
    const { Credentials } = await assume({ DurationSeconds: 7200 });
    const chained = assume({ DurationSeconds: 3601 }, keysOf(Credentials));
    expect((await errorOf(chained))[0]).toBe('ValidationError');
    await assume({}, keysOf(Credentials));
  });

  test('in a chain check the token of the session before, and its end', async () => {
    const second = 'arn:aws:iam::444455556666:role/Second';
    identity.addRole({ arn: RoleArn });
    identity.addRole({ arn: second, trusted: [RoleArn] });
    identity.setSessionSeconds(60);
    const keys = keysOf((await assume()).Credentials);
    await assume({ RoleArn: second }, keys);
    const { accessKeyId, secretAccessKey } = keys;
    const ask = (given: Keys) => errorOf(assume({ RoleArn: second }, given));
    expect((await ask({ accessKeyId, secretAccessKey }))[0]).toBe('InvalidClientTokenId');
    expect((await ask({ ...keys, sessionToken: 'other' }))[0]).toBe('InvalidClientTokenId');
    offsetMs = 61_000;
    expect((await ask(keys))[0]).toBe('ExpiredToken');
  });

  test('are assumed with a web identity token and no keys', async () => {
    identity.addRole({ arn: RoleArn, webIdentityToken: 'jwt' });
    const client = new STSClient({ endpoint: identity.url, region: 'us-east-1', maxAttempts: 1 });
    onTestFinished(() => client.destroy());
    const assumeWith = (WebIdentityToken: string) =>
      client.send(
        new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'work', WebIdentityToken }),
      );
    expect((await errorOf(assumeWith('other')))[0]).toBe('InvalidIdentityTokenException');
    expect((await assumeWith('jwt')).AssumedRoleUser?.Arn).toBe(sessionArn);
  });
});

test('failures that were ordered come in the right form, so many times', async () => {
  identity.fail('sts', 'GetCallerIdentity', 1, { status: 503, code: 'ServiceUnavailable' });
  const ask = () => sts().send(new GetCallerIdentityCommand({}));
  expect((await errorOf(ask()))[0]).toBe('ServiceUnavailable');
  await ask();
  identity.setOffline(true);
  expect((await errorOf(ask()))[1]).toMatch(/hang up|ECONNRESET/);
  identity.setOffline(false);
  await ask();
});

test('an S3 server knows what was issued before the answer goes out', async () => {
  const server = await spawnS3Server({ control: true });
  onTestFinished(() => server.stop());
  if (server.control === undefined) throw new Error('no control port');
  connectIdentity(identity, server.control, ({ arn }) => ({ buckets: [arn] }));
  identity.addRole({ arn: RoleArn });
  const { Credentials } = await assume();
  const client = clientOf(server, { credentials: keysOf(Credentials) });
  expect((await client.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  expect(identity.issued.map(({ arn }) => arn)).toEqual([sessionArn]);
});
