import { describe, expect, test, vi } from 'vitest';
import { whoIs } from '../../../electron/core/accounts/credentials/identity.ts';
import { createServiceClients } from '../../../electron/core/accounts/credentials/serviceClients.ts';
import { createDirectNetwork } from '../../support/directNetwork.ts';
import {
  accessKeyIds,
  benchForEachTest,
  mfaSerial,
  minuteMs,
  refusal,
  roleArn,
  until,
} from './credentialsHarness.ts';

const bench = benchForEachTest();
const codeNeeded = { code: 'account.codeNeeded', profile: 'prod', device: 'anna', action: 'enterCode' };

describe('roles', () => {
  test('a role gives a session that ends, and says who it is', async () => {
    const { server, role, create, access } = bench();
    server.addRole({ arn: roleArn });
    const source = create().open(role('prod'));
    const { accessKeyId, expiresAtMs } = await source.get();
    expect({ accessKeyId, expiresAtMs }).toEqual({
      accessKeyId: server.issued[0]?.accessKeyId,
      expiresAtMs: server.issued[0]?.expiresAtMs,
    });
    const clients = createServiceClients(createDirectNetwork());
    expect(await whoIs(clients, source, access)).toEqual({
      accountId: '111122223333',
      arn: expect.stringMatching(/^arn:aws:sts::111122223333:assumed-role\/Admin\/satchel-\d+$/),
      name: 'Admin',
    });
  });

  test('the session has the name, the length and the external id that the profile sets', async () => {
    const { server, role, create, clock } = bench();
    server.addRole({ arn: roleArn, externalId: 'partner' });
    const plan = role('prod', {
      roleSessionName: 'anna@laptop',
      durationSeconds: 900,
      externalId: 'partner',
    });
    const { expiresAtMs = 0 } = await create().open(plan).get();
    expect(server.issued[0]?.arn).toMatch(/\/anna@laptop$/);
    expect(Math.round((expiresAtMs - clock.nowMs()) / minuteMs)).toBe(15);
    const wrong = { ...plan, externalId: 'other' };
    expect(await refusal(create().open(wrong).get())).toEqual({
      code: 'account.roleRefused',
      profile: 'prod',
      role: 'Admin',
      action: 'openConfig',
    });
  });

  test('what is wrong with a profile is said of that profile', async () => {
    const { server, role, create, keys } = bench();
    server.addRole({ arn: roleArn, maxDurationSeconds: 3600 });
    const credentials = create();
    const failures = await Promise.all(
      [
        role('far', { roleArn: 'arn:aws:iam::111122223333:role/Nobody' }),
        role('long', { durationSeconds: 7200 }),
        role('odd', { roleSessionName: 'with space' }),
        role('stranger', { source: { ...keys, profile: 'old', accessKeyId: 'AKIANOBODY' } }),
        role('typo', { source: { ...keys, profile: 'mistyped', secretAccessKey: 'wrong' } }),
      ].map((plan) => refusal(credentials.open(plan).get())),
    );
    expect(failures).toEqual([
      { code: 'account.roleRefused', profile: 'far', role: 'Nobody', action: 'openConfig' },
      { code: 'account.unsupported', profile: 'long', key: 'duration_seconds', action: 'openConfig' },
      { code: 'account.unsupported', profile: 'odd', key: 'role_session_name', action: 'openConfig' },
      { code: 'credentials.unknownKey', profile: 'old' },
      { code: 'credentials.wrongSecret', profile: 'mistyped' },
    ]);
  });

  test('a chain of three roles names the one that was refused', async () => {
    const { server, role, create } = bench();
    const arns = ['First', 'Second', 'Third'].map((name) => `arn:aws:iam::111122223333:role/${name}`);
    const [first = '', second = '', third = ''] = arns;
    server.addRole({ arn: first });
    server.addRole({ arn: second, trusted: [first] });
    server.addRole({ arn: third, trusted: [second] });
    const one = role('one', { roleArn: first });
    const two = role('two', { roleArn: second, source: one });
    const three = role('three', { roleArn: third, source: two });
    const credentials = create();
    const { accessKeyId } = await credentials.open(three).get();
    expect(server.issued.map(({ arn }) => /assumed-role\/(\w+)\//.exec(arn)?.[1])).toEqual([
      'First',
      'Second',
      'Third',
    ]);
    expect(accessKeyId).toBe(server.issued[2]?.accessKeyId);
    const shortcut = role('shortcut', { roleArn: second });
    const beyond = role('beyond', { roleArn: third, source: shortcut });
    expect(await refusal(credentials.open(beyond).get())).toMatchObject({
      code: 'account.roleRefused',
      profile: 'shortcut',
      role: 'Second',
    });
  });

  test('a source that the server calls expired is renewed, and the role asked for again', async () => {
    const { server, role, create, clock, count } = bench();
    const inner = 'arn:aws:iam::111122223333:role/Inner';
    server.addRole({ arn: inner });
    server.addRole({ arn: roleArn });
    const source = role('inner', { roleArn: inner });
    const credentials = create();
    const held = await credentials.open(source).get();
    server.fail('sts', 'AssumeRole', 1, { status: 403, code: 'ExpiredToken' });
    clock.advance(minuteMs);
    const session = await credentials.open(role('outer', { source })).get();
    expect(session.accessKeyId).toBe(server.issued.at(-1)?.accessKeyId);
    expect((await credentials.open(source).get()).accessKeyId).not.toBe(held.accessKeyId);
    expect(count('AssumeRole')).toBe(4);
  });

  test('keys that stay and are expired are said to be, by the name of their profile', async () => {
    const { server, role, create } = bench();
    server.addRole({ arn: roleArn });
    server.fail('sts', 'AssumeRole', 9, { status: 403, code: 'ExpiredToken' });
    expect(await refusal(create().open(role('prod')).get())).toEqual({
      code: 'credentials.expired',
      profile: 'base',
    });
  });
});

describe('sessions that end', () => {
  test('sessions of 3 seconds go on for a minute under 50 who ask, and few of them are asked for', async () => {
    const { server, role, create, clock, count } = bench();
    server.addRole({ arn: roleArn });
    server.setSessionSeconds(3);
    const source = create().open(role('prod'));
    for (let step = 0; step < 120; step++) {
      const nowMs = clock.nowMs();
      const all = await Promise.all(Array.from({ length: 50 }, () => source.get()));
      expect(all.every(({ expiresAtMs = 0 }) => expiresAtMs > nowMs)).toBe(true);
      clock.advance(500);
    }
    // The server tells whole seconds, so that a session has two at least, and is renewed in the last third of them.
    expect(count('AssumeRole')).toBeGreaterThanOrEqual(20);
    expect(count('AssumeRole')).toBeLessThanOrEqual(45);
  });

  test('a renewal that fails is not seen while the old session is good, and comes right by itself', async () => {
    const { server, role, create, clock, count } = bench();
    server.addRole({ arn: roleArn });
    server.setSessionSeconds(60);
    const source = create().open(role('prod'));
    const old = await source.get();
    clock.advance(45_000);
    server.fail('sts', 'AssumeRole', 1, { status: 403, code: 'AccessDenied' });
    expect(await source.get()).toBe(old);
    await until(() => count('AssumeRole') === 2);
    await vi.waitFor(async () => {
      clock.advance(500);
      expect(await source.get()).not.toBe(old);
    }, 10_000);
    expect(count('AssumeRole')).toBe(3);
  });

  test('a server that is away is named as such once the session is over', async () => {
    const { server, role, create, clock } = bench();
    server.addRole({ arn: roleArn });
    const source = create().open(role('prod'));
    const old = await source.get();
    server.setOffline(true);
    clock.advance(58 * minuteMs);
    expect(await source.get()).toBe(old);
    clock.advance(2 * minuteMs);
    expect(await refusal(source.get())).toEqual({ code: 'network.lost', profile: 'prod' });
    server.setOffline(false);
    expect(await source.get()).not.toBe(old);
  });

  test('a refused session is replaced once, however many were refused with it', async () => {
    const { server, role, create, clock, count } = bench();
    server.addRole({ arn: roleArn });
    const source = create().open(role('prod'));
    const old = await source.get();
    clock.advance(minuteMs);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => {
        source.refuse(old);
        return source.get();
      }),
    );
    source.refuse(old);
    expect(accessKeyIds([...all, await source.get()])).toEqual([server.issued[1]?.accessKeyId]);
    expect(count('AssumeRole')).toBe(2);
  });

  test('what was forgotten is asked for anew, also by those who opened it before', async () => {
    const { server, role, create, count } = bench();
    server.addRole({ arn: roleArn });
    const credentials = create();
    const source = credentials.open(role('prod'));
    const old = await source.get();
    credentials.forget(role('prod'));
    expect((await source.get()).accessKeyId).not.toBe(old.accessKeyId);
    expect(count('AssumeRole')).toBe(2);
    credentials.close();
    expect(await refusal(source.get())).toEqual({ code: 'cancelled' });
  });
});

describe('codes of a device', () => {
  test('a session with a code is never asked for by itself', async () => {
    const { server, role, create, count } = bench();
    server.addRole({ arn: roleArn, mfaSerial, mfaCode: '123456' });
    const source = create().open(role('prod', { mfaSerial }));
    expect(await refusal(source.get())).toEqual(codeNeeded);
    expect(count('AssumeRole')).toBe(0);
  });

  test('a wrong code is said to be wrong, and the right one works until the session ends', async () => {
    const { server, role, create, clock, count } = bench();
    server.addRole({ arn: roleArn, mfaSerial, mfaCode: '123456' });
    const plan = role('prod', { mfaSerial });
    const credentials = create();
    expect(await refusal(credentials.enterCode(plan, '654321'))).toEqual({
      code: 'account.codeWrong',
      profile: 'prod',
      device: 'anna',
      action: 'enterCode',
    });
    await credentials.enterCode(plan, '123456');
    const source = credentials.open(plan);
    const session = await source.get();
    clock.advance(59 * minuteMs);
    expect(await source.get()).toBe(session);
    clock.advance(minuteMs);
    expect(await refusal(source.get())).toEqual(codeNeeded);
    expect(count('AssumeRole')).toBe(2);
  });

  test('two profiles of the same role share the session, and two dialogs need one code', async () => {
    const { server, role, create, access, count } = bench();
    server.addRole({ arn: roleArn, mfaSerial, mfaCode: '123456' });
    const europe = role('prod-eu', { mfaSerial });
    const america = role('prod-us', { mfaSerial, access: { ...access, region: 'us-east-1' } });
    const credentials = create();
    await Promise.all([credentials.enterCode(europe, '123456'), credentials.enterCode(america, '000000')]);
    expect(await credentials.open(america).get()).toBe(await credentials.open(europe).get());
    expect(count('AssumeRole')).toBe(1);
  });

  test('a code opens the deepest role that lacks a session, and roles by way of it need none', async () => {
    const { server, role, create, clock } = bench();
    const inner = 'arn:aws:iam::111122223333:role/Inner';
    server.addRole({ arn: inner, mfaSerial, mfaCode: '123456' });
    server.addRole({ arn: roleArn, trusted: [inner] });
    const source = role('inner', { roleArn: inner, mfaSerial });
    const plans = [role('prod', { source }), role('test', { source, roleSessionName: 'other' })];
    const credentials = create();
    const [prod, other] = plans;
    if (!prod || !other) throw new Error('two plans');
    expect(await refusal(credentials.open(prod).get())).toEqual({ ...codeNeeded, profile: 'inner' });
    await credentials.enterCode(prod, '123456');
    await credentials.open(prod).get();
    await credentials.open(other).get();
    expect(server.issued).toHaveLength(3);
    clock.advance(60 * minuteMs);
    expect(await refusal(credentials.open(other).get())).toEqual({ ...codeNeeded, profile: 'inner' });
  });

  test('a refused role stays refused with the right code', async () => {
    const { server, role, create } = bench();
    server.addRole({ arn: roleArn, mfaSerial, mfaCode: '123456', trusted: [] });
    expect(await refusal(create().enterCode(role('prod', { mfaSerial }), '123456'))).toMatchObject({
      code: 'account.roleRefused',
      profile: 'prod',
      role: 'Admin',
    });
  });

  test("a device that is not this user's is a matter of the profile", async () => {
    const { server, role, create } = bench();
    server.addRole({ arn: roleArn, mfaSerial, mfaCode: '123456' });
    const plan = role('prod', { mfaSerial: 'GAHT98765432' });
    expect(await refusal(create().enterCode(plan, '123456'))).toEqual({
      code: 'account.unsupported',
      profile: 'prod',
      key: 'mfa_serial',
      action: 'openConfig',
    });
  });
});
