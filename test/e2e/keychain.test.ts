import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountForm } from '../../shared/domain/account.ts';
import { launchSatchel, requestInPage } from '../support/electronApp.ts';
import { filesHolding } from '../support/filesHolding.ts';
import { hasKeychainTools } from '../support/keychain.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';

let folder: string;
let server: SpawnedS3Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-keychain-'));
  server = await spawnS3Server();
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

function form(keepIn: AccountForm['keepIn']): AccountForm {
  const { url: endpoint, accessKeyId, secretAccessKey } = server;
  return {
    name: 'Attic',
    providerId: 'other',
    endpoint,
    region: 'us-east-1',
    accessKeyId,
    secretAccessKey,
    keepIn,
  };
}

async function stateOf(page: Page, accountId: string): Promise<string | undefined> {
  const { accounts } = await requestInPage(page, 'account.list', {});
  return accounts.find(({ id }) => id === accountId)?.health.state;
}

describe.skipIf(!hasKeychainTools)('with a keychain', () => {
  test('keys are kept over a restart, and nowhere in clear', { timeout: 60_000 }, async () => {
    const launch = {
      userData: join(folder, 'with'),
      home: join(folder, 'home'),
      keychainFolder: join(folder, 'keychain'),
    };
    const first = await launchSatchel(launch);
    const keeping = await requestInPage(first.page, 'account.getKeeping', {});
    expect(keeping.keychain).toEqual({ isAvailable: true });
    const { accountId } = await requestInPage(first.page, 'account.save', { form: form('keychain') });
    await expect.poll(() => stateOf(first.page, accountId), { timeout: 20_000 }).toBe('works');
    await first.close();

    expect(await filesHolding(folder, [server.accessKeyId, server.secretAccessKey])).toEqual([]);

    const second = await launchSatchel(launch);
    await expect.poll(() => stateOf(second.page, accountId), { timeout: 20_000 }).toBe('works');
    expect(second.errors()).toEqual([]);
    await second.close();
  });
});

describe('without a keychain', () => {
  test('keys are kept until Satchel ends, and nowhere on the disk', { timeout: 60_000 }, async () => {
    const launch = { userData: join(folder, 'without'), home: join(folder, 'home') };
    const first = await launchSatchel(launch);
    const keeping = await requestInPage(first.page, 'account.getKeeping', {});
    expect(keeping.keychain).toEqual({ isAvailable: false });
    await expect(requestInPage(first.page, 'account.save', { form: form('keychain') })).rejects.toMatchObject(
      { appError: { code: 'account.keychainUnavailable' } },
    );
    const { accountId } = await requestInPage(first.page, 'account.save', { form: form('session') });
    await expect.poll(() => stateOf(first.page, accountId), { timeout: 20_000 }).toBe('works');
    await first.close();

    expect(await filesHolding(folder, [server.accessKeyId, server.secretAccessKey])).toEqual([]);

    const second = await launchSatchel(launch);
    expect(await requestInPage(second.page, 'account.list', {})).toEqual({ accounts: [], problems: [] });
    await second.close();
  });
});
