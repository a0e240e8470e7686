import { mkdtemp, rm, writeFile } from 'node:fs/promises';
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
async function sendAll(harness: AppHarness): Promise<ReadonlyMap<RequestName, Answer>> {
  harness.chosen.files = [join(folder, 'upload.txt')];
  harness.chosen.folders = [folder];
  harness.chosen.downloadFolder = folder;
  const answers = new Map<RequestName, Answer>();
  const given = (name: RequestName) => {
    const answer = answers.get(name);
    return answer?.ok ? (answer.value as Record<string, unknown>) : {};
  };
  // Grants come before the transfers that use them up; what steers, closes and deletes comes last.
  const late = names.filter((name) =>
    /^transfer\.(?!upload|download|list)|^operation\.|\.close$|\.delete$/.test(name),
  );
  const order = [...names.filter((name) => !late.includes(name)), ...late];
  for (const name of order) {
    const input: Record<string, unknown> = { ...validInputs[name] };
    if ('accountId' in input) input.accountId = accountId;
    if ('cursor' in input) delete input.cursor;
    const jobId = given('transfer.upload').jobId;
    if ('jobId' in input && jobId) input.jobId = jobId;
    const { operationId } = given('selection.measure');
    if ('operationId' in input && operationId) input.operationId = operationId;
    if ('target' in input) {
      input.grantId = given('upload.chooseFiles').grantId;
      input.target = { accountId, bucket: 'photos', prefix: 'Lisbon/' };
    }
    if ('selection' in input) {
      input.grantId = given('download.chooseFolder').grantId;
      input.selection = { accountId, bucket: 'photos', basePrefix: '', keys: ['notes.txt'], prefixes: [] };
    }
    answers.set(name, await harness.send(name, input, name === 'upload.grantDropped' ? [folder] : []));
  }
  await harness.app.close();
  return answers;
}

/** Those of the planted secrets that anything told to the page or to the log holds. */
function leaks(harness: AppHarness, answers: ReadonlyMap<RequestName, Answer>): readonly string[] {
  const told = JSON.stringify([[...answers], harness.events, harness.logged]);
  return plantedSecrets.filter((secret) => told.includes(secret));
}

const codesOf = (answers: ReadonlyMap<RequestName, Answer>) =>
  Object.fromEntries(
    [...answers].flatMap(([name, answer]) => (answer.ok ? [] : [[name, answer.error.code]])),
  );

describe('no answer, event or log line holds a secret', () => {
  test('when every request succeeds', async () => {
    const harness = await createAppHarness();
    const answers = await sendAll(harness);
    expect(answers.size).toBe(names.length);
    // No upload waits for an answer, and what is gone may be closed again.
    expect(codesOf(answers)).toEqual({ 'transfer.answerConflict': 'request.stale' });
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
