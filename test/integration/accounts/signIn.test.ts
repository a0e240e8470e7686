import { describe, expect, test } from 'vitest';
import { openSignIns, until } from './signInHarness.ts';

test('a sign-in waits for the person, slows down when it is asked to, and is done', async () => {
  const it = await openSignIns();
  it.identity.sso.intervalSeconds = 2;
  const id = await it.begin();
  expect(it.last()).toEqual({
    id,
    accountId: 'account',
    status: 'waiting',
    userCode: expect.stringMatching(/^\w{4}-\w{4}$/),
    pageUrl: it.opened[0],
    expiresAtMs: it.clock.nowMs() + 600_000,
  });
  expect(it.clock.waitsMs).toEqual([2000]);
  await it.poll();
  it.identity.sso.slowDown(1);
  await it.poll();
  expect(it.clock.waitsMs).toEqual([7000]);
  it.identity.sso.approve(it.last()?.userCode);
  await it.poll();
  expect(it.last()).toEqual({ id, accountId: 'account', status: 'done' });
  expect(it.count('CreateToken')).toBe(3);
  const { expiresAtMs } = await it.tokens.get(it.session, it.access);
  expect(expiresAtMs).toBe(it.clock.nowMs() + 28_800_000);
});

test('pressing Allow on the page signs in', async () => {
  const it = await openSignIns({
    openPage: async (url) => {
      const { origin, searchParams } = new URL(url);
      const user_code = searchParams.get('user_code') ?? '';
      await fetch(`${origin}/device`, {
        method: 'POST',
        body: new URLSearchParams({ user_code, decision: 'allow' }),
      });
    },
  });
  await it.begin();
  while (it.last()?.status === 'waiting') await it.poll();
  expect(it.last()?.status).toBe('done');
});

describe('a sign-in ends without a token', () => {
  test('when it is denied', async () => {
    const it = await openSignIns();
    await it.begin();
    it.identity.sso.deny();
    await it.poll();
    expect(it.last()?.error?.code).toBe('signIn.denied');
  });

  test('when nobody answers in time', async () => {
    const it = await openSignIns();
    await it.begin();
    it.identity.sso.expire();
    await it.poll();
    expect(it.last()?.error?.code).toBe('signIn.expired');
  });

  test('when a web page answers', async () => {
    const it = await openSignIns();
    it.identity.sso.answerHtml(true);
    await it.begin();
    expect(it.last()?.error).toMatchObject({
      code: 'signIn.badServer',
      params: { url: it.session.startUrl },
    });
  });

  test('when the start URL is wrong', async () => {
    const it = await openSignIns();
    const session = { ...it.session, startUrl: 'https://example.com/strat' };
    it.signIns.start('account', session, it.access);
    await until(() => it.last()?.status === 'failed');
    expect(it.last()?.error).toMatchObject({
      code: 'signIn.badServer',
      params: { url: session.startUrl },
    });
    expect(it.last()?.error?.message).toContain('InvalidRequestException');
  });

  test('when the server cannot be reached', async () => {
    const it = await openSignIns();
    it.identity.setOffline(true);
    await it.begin();
    expect(it.last()?.error?.code).toBe('network.lost');
  });

  test('when it is cancelled, and a late Allow changes nothing', async () => {
    const it = await openSignIns();
    const id = await it.begin();
    await it.poll();
    it.signIns.cancel(id);
    it.identity.sso.approve();
    expect(it.clock.waitsMs).toEqual([]);
    it.clock.advance(60_000);
    expect([it.last()?.status, it.count('CreateToken')]).toEqual(['cancelled', 1]);
    expect(await it.tokens.has(it.session)).toBe(false);
  });
});

test('a network that is lost while it waits, and a web page in between, do not end it', async () => {
  const it = await openSignIns();
  await it.begin();
  it.identity.setOffline(true);
  await it.poll();
  await it.poll();
  it.identity.setOffline(false);
  it.identity.sso.answerHtml(true);
  await it.poll();
  it.identity.sso.answerHtml(false);
  it.identity.sso.approve();
  await it.poll();
  expect(it.last()?.status).toBe('done');
});

test('two accounts of one session sign in once', async () => {
  const it = await openSignIns();
  const first = await it.begin();
  expect(it.signIns.start('other', it.session, it.access)).toBe(first);
  it.identity.sso.approve();
  await it.poll();
  expect([it.count('StartDeviceAuthorization'), it.opened.length]).toEqual([1, 1]);
});

test('no state of a sign-in holds a token or a secret', async () => {
  const it = await openSignIns();
  await it.signIn();
  const { accessToken } = await it.tokens.get(it.session, it.access);
  expect(JSON.stringify(it.changes)).not.toContain(accessToken);
  expect(Object.keys(Object.assign({}, ...it.changes)).toSorted()).toEqual(
    ['accountId', 'expiresAtMs', 'id', 'pageUrl', 'status', 'userCode'].toSorted(),
  );
});
