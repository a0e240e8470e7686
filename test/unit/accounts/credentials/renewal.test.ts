import { describe, expect, test } from 'vitest';
import type { Credentials } from '../../../../electron/core/accounts/credentials/credentialSource.ts';
import { createRenewal } from '../../../../electron/core/accounts/credentials/renewal.ts';
import { manualClock } from '../../transfers/manualClock.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A renewal on a manual clock whose fetches end when the test says so. */
function renewing(lifeMs: number | undefined) {
  const clock = manualClock(1_000_000);
  const renewal = createRenewal(clock);
  const fetches: { succeed(): Credentials; fail(message: string): void }[] = [];
  const fetch = () =>
    new Promise<Credentials>((resolve, reject) => {
      const number = fetches.length + 1;
      fetches.push({
        succeed() {
          const credentials = made(`key${number}`, lifeMs === undefined ? undefined : clock.nowMs() + lifeMs);
          resolve(credentials);
          return credentials;
        },
        fail: (message) => reject(new Error(message)),
      });
    });
  const asker = {};
  return {
    clock,
    renewal,
    fetch,
    get: () => renewal.get(asker, fetch),
    /** Lets what was just started reach its next wait. */
    settle: () => new Promise<void>((resolve) => setImmediate(resolve)),
    count: () => fetches.length,
    last() {
      const fetch = fetches.at(-1);
      if (!fetch) throw new Error('nothing was fetched');
      return fetch;
    },
  };
}

function made(accessKeyId: string, expiresAtMs?: number): Credentials {
  return { accessKeyId, secretAccessKey: 'secret', ...(expiresAtMs !== undefined && { expiresAtMs }) };
}

describe('renewal', () => {
  test('all who ask at the same time share one fetch', async () => {
    const { get, last, count, settle } = renewing(hourMs);
    const answers = Array.from({ length: 50 }, get);
    await settle();
    const credentials = last().succeed();
    expect(await Promise.all(answers)).toEqual(answers.map(() => credentials));
    expect(await get()).toBe(credentials);
    expect(count()).toBe(1);
  });

  test('credentials of an hour are renewed from five minutes before their end, while the old ones are used', async () => {
    const { clock, get, last, count, settle } = renewing(hourMs);
    const asked = get();
    await settle();
    const old = last().succeed();
    await asked;
    clock.advance(hourMs - 5 * minuteMs - 1);
    expect(await get()).toBe(old);
    expect(count()).toBe(1);
    clock.advance(1);
    expect(await Promise.all([get(), get(), get()])).toEqual([old, old, old]);
    expect(count()).toBe(2);
    const fresh = last().succeed();
    await settle();
    expect(await get()).toBe(fresh);
  });

  test('short ones are renewed in the last third of their life', async () => {
    const { clock, get, last, count, settle } = renewing(3_000);
    const asked = get();
    await settle();
    last().succeed();
    await asked;
    clock.advance(1_999);
    await get();
    expect(count()).toBe(1);
    clock.advance(1);
    await get();
    expect(count()).toBe(2);
  });

  test('while a renewal fails the old ones are used on, and it is tried again later', async () => {
    const { clock, get, last, count, settle } = renewing(hourMs);
    const asked = get();
    await settle();
    const old = last().succeed();
    await asked;
    clock.advance(hourMs - 5 * minuteMs);
    await get();
    last().fail('no network');
    await settle();
    expect(await get()).toBe(old);
    clock.advance(29_999);
    expect(await get()).toBe(old);
    expect(count()).toBe(2);
    clock.advance(1);
    expect(await get()).toBe(old);
    expect(count()).toBe(3);
    const fresh = last().succeed();
    await settle();
    expect(await get()).toBe(fresh);
  });

  test('when the old ones are over the error of the renewal is thrown', async () => {
    const { clock, get, last, settle } = renewing(hourMs);
    const asked = get();
    await settle();
    last().succeed();
    await asked;
    clock.advance(hourMs);
    const late = get();
    await settle();
    last().fail('no network');
    await expect(late).rejects.toThrow('no network');
  });

  test('a failed fetch fails for all who wait, and the next one asks anew', async () => {
    const { get, last, count, settle } = renewing(hourMs);
    const answers = Promise.allSettled([get(), get()]);
    await settle();
    last().fail('refused');
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(count()).toBe(1);
    const again = get();
    await settle();
    const credentials = last().succeed();
    expect(await again).toBe(credentials);
  });

  test('a fetch that throws at once blocks nothing', async () => {
    const { renewal } = renewing(hourMs);
    const asker = {};
    const broken = () => {
      throw new Error('at once');
    };
    await expect(renewal.get(asker, broken)).rejects.toThrow('at once');
    const credentials = made('key');
    expect(await renewal.get(asker, async () => credentials)).toBe(credentials);
  });

  test("another's failure is not taken for one's own", async () => {
    const { renewal } = renewing(hourMs);
    const credentials = made('key');
    const other = renewal.get('one', async () => {
      throw new Error('of one');
    });
    const own = renewal.get('two', async () => credentials);
    await expect(other).rejects.toThrow('of one');
    expect(await own).toBe(credentials);
  });

  test('keys without an end are kept until the server refuses them', async () => {
    const { clock, get, last, count, renewal, settle } = renewing(undefined);
    const asked = get();
    await settle();
    const first = last().succeed();
    await asked;
    clock.advance(1_000 * hourMs);
    expect(await get()).toBe(first);
    renewal.refuse(first);
    const next = get();
    await settle();
    expect(count()).toBe(2);
    const second = last().succeed();
    expect(await next).toBe(second);
  });

  test('a refusal of earlier ones does not touch those that came since', async () => {
    const { clock, get, last, count, renewal, settle } = renewing(hourMs);
    const asked = get();
    await settle();
    const first = last().succeed();
    await asked;
    clock.advance(minuteMs);
    renewal.refuse(first);
    const next = get();
    await settle();
    const second = last().succeed();
    await next;
    for (let i = 0; i < 10; i++) renewal.refuse(first);
    expect(await get()).toBe(second);
    expect(count()).toBe(2);
  });

  test('a server that refuses everything is asked once a second at most', async () => {
    const { clock, get, last, count, renewal, settle } = renewing(hourMs);
    const asked = get();
    await settle();
    renewal.refuse(last().succeed());
    await asked;
    renewal.refuse(await asked);
    const next = get();
    await settle();
    expect(count()).toBe(1);
    clock.advance(999);
    await settle();
    expect(count()).toBe(1);
    clock.advance(1);
    await settle();
    expect(count()).toBe(2);
    const second = last().succeed();
    expect(await next).toBe(second);
  });

  test('good ones are replaced for a longer life, but not quite new ones', async () => {
    const { renewal, clock, fetch, get, last, count, settle } = renewing(hourMs);
    const first = get();
    const old = last().succeed();
    await first;
    await renewal.prolong({}, fetch);
    expect(count()).toBe(1);
    clock.advance(10 * minuteMs);
    const prolonged = renewal.prolong({}, fetch);
    await settle();
    expect(await get()).toBe(old);
    const renewed = last().succeed();
    await prolonged;
    expect(await get()).toBe(renewed);
    expect(count()).toBe(2);
  });

  test('where a longer life cannot be had, the good ones stay', async () => {
    const { renewal, clock, fetch, get, last } = renewing(hourMs);
    const first = get();
    const old = last().succeed();
    await first;
    clock.advance(10 * minuteMs);
    const prolonged = renewal.prolong({}, fetch);
    last().fail('a code is needed');
    await prolonged;
    expect(await get()).toBe(old);
  });

  test('what looks over when it comes is used until the server refuses it: this clock is ahead', async () => {
    const { clock, get, last, count, settle } = renewing(-hourMs);
    const asked = get();
    await settle();
    const credentials = last().succeed();
    await asked;
    clock.advance(minuteMs);
    expect(await get()).toBe(credentials);
    expect(count()).toBe(1);
  });

  test('what is given to it is good until it ends', async () => {
    const { clock, renewal, get, count } = renewing(hourMs);
    expect(renewal.isGood()).toBe(false);
    const credentials = made('given', clock.nowMs() + hourMs);
    renewal.keep(credentials);
    expect(await get()).toBe(credentials);
    expect([renewal.isGood(), count()]).toEqual([true, 0]);
    clock.advance(hourMs);
    expect(renewal.isGood()).toBe(false);
  });
});
