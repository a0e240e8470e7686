import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type RequestName, requests } from '../../../shared/ipc/contract.ts';
import { type AppHarness, accountId, createAppHarness, plantedSecrets } from '../../support/appHarness.ts';
import { validInputs } from './validInputs.ts';

const names = Object.keys(requests) as RequestName[];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-secrets-'));
  await writeFile(join(folder, 'upload.txt'), 'some text');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Sends every request of the contract once, with the ids that earlier answers gave; the answers by name. */
async function sendAll(harness: AppHarness, id = accountId): Promise<ReadonlyMap<RequestName, Answer>> {
  harness.chosen.files = [join(folder, 'upload.txt')];
  harness.chosen.folders = [folder];
  harness.chosen.downloadFolder = folder;
  harness.chosen.caFile = join(folder, 'upload.txt');
  const answers = new Map<RequestName, Answer>();
  const given = (name: RequestName) => {
    const answer = answers.get(name);
    return answer?.ok ? (answer.value as Record<string, unknown>) : {};
  };
  // Grants come before the transfers that use them up; what steers, closes and deletes comes last.
  const first: readonly RequestName[] = ['account.list'];
  const last: readonly RequestName[] = ['transfer.clear', 'account.remove'];
  const late = names.filter((name) =>
    /^transfer\.(?!upload|download|list)|^operation\.|\.close$|\.delete$|\.move$|^account\.save$/.test(name),
  );
  const sorted = [...first, ...late, ...last];
  const rest = names.filter((name) => !sorted.includes(name));
  const order = [...first, ...rest, ...late.filter((name) => !last.includes(name)), ...last];
  for (const name of order) {
    const input: Record<string, unknown> = { ...validInputs[name] };
    if ('accountId' in input) input.accountId = id;
    if (name === 'settings.setProxy') input.password = plantedSecrets[1];
    if (name === 'account.save') {
      delete input.accountId;
      const [accessKeyId, secretAccessKey, sessionToken] = plantedSecrets;
      const { grantId: caGrantId } = given('account.chooseCaFile');
      input.form = { ...validInputs[name].form, accessKeyId, secretAccessKey, sessionToken, caGrantId };
    }
    if ('cursor' in input) delete input.cursor;
    const jobId = given('transfer.upload').jobId;
    if ('jobId' in input && jobId) input.jobId = jobId;
    if ('jobIds' in input && jobId) input.jobIds = [jobId];
    const { operationId } = given('selection.measure');
    if ('operationId' in input && operationId) input.operationId = operationId;
    const { searchId } = given('search.start');
    if ('searchId' in input && searchId) input.searchId = searchId;
    const place = { accountId: id, bucket: 'photos', prefix: 'Lisbon/' };
    if ('target' in input) input.target = place;
    if ('location' in input) input.location = place;
    if (name === 'transfer.upload') input.grantId = given('upload.chooseFiles').grantId;
    if (name === 'transfer.download') input.grantId = given('download.chooseFolder').grantId;
    if ('selection' in input) {
      input.selection = {
        accountId: id,
        bucket: 'photos',
        basePrefix: '',
        keys: ['notes.txt'],
        prefixes: [],
      };
    }
    answers.set(name, await harness.send(name, input, name === 'upload.grantDropped' ? [folder] : []));
  }
  await harness.app.close();
  return answers;
}

/** Those of the planted secrets that anything told to the page, the log or the host holds, or what is kept in clear. */
function leaks(harness: AppHarness, answers: ReadonlyMap<RequestName, Answer>): readonly string[] {
  const { accountStore } = harness;
  const kept = [
    [...accountStore.readPreferences()],
    accountStore.readSaved(),
    accountStore.readProxyPassword(),
  ];
  const told = JSON.stringify([[...answers], harness.events, harness.logged, harness.asked, kept]);
  return plantedSecrets.filter((secret) => told.includes(secret));
}

const codesOf = (answers: ReadonlyMap<RequestName, Answer>) =>
  Object.fromEntries(
    [...answers].flatMap(([name, answer]) => (answer.ok ? [] : [[name, answer.error.code]])),
  );

describe('no answer, event or log line holds a secret', () => {
  test('when every request succeeds', async () => {
    const [accessKeyId, secretAccessKey, sessionToken] = plantedSecrets;
    const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    await mkdir(join(folder, '.aws'));
    await writeFile(
      join(folder, '.aws', 'credentials'),
      `[planted]\n${keys}aws_session_token = ${sessionToken}\n[broken]\n${accessKeyId}\n`,
    );
    await writeFile(
      join(folder, '.aws', 'config'),
      '[profile planted]\nendpoint_url = http://127.0.0.1:9/\n',
    );
    const harness = await createAppHarness({ homeFolder: folder });
    const answers = await sendAll(harness, 'profile:planted');
    expect(answers.size).toBe(names.length);
    expect(codesOf(answers)).toEqual({
      // They are not sent anywhere.
      'organisation.signIn': 'signIn.badAddress',
      'organisation.listRoles': 'signIn.badAddress',
      // The account's keys are its own: there is no sign-in, and no code to give.
      'account.signIn': 'account.unsupported',
      'folder.removeEmpty': 'folder.notEmpty',
      // Counting took nothing that could come back.
      'operation.undo': 'request.stale',
      'account.signOut': 'account.unsupported',
      'account.enterCode': 'account.unsupported',
      'account.openSignInPage': 'request.stale',
      // No upload waits for an answer.
      'transfer.answerConflict': 'request.stale',
    });
    expect(harness.events.length).toBeGreaterThan(0);
    expect(leaks(harness, answers)).toEqual([]);
  });

  test('when the server cannot be reached', async () => {
    const harness = await createAppHarness({ isUnreachable: true });
    const answers = await sendAll(harness);
    expect(codesOf(answers)).toMatchObject({
      'bucket.list': 'network.unreachable',
      'listing.getPage': 'network.unreachable',
      'preview.open': 'network.unreachable',
    });
    expect(leaks(harness, answers)).toEqual([]);
  });
});
