import { afterEach, expect, test, vi } from 'vitest';
import { followSignIn, type SignInProgress } from '../../../../renderer/features/signIn/followSignIn.ts';
import type { SignIn } from '../../../../shared/domain/account.ts';
import type { AppError } from '../../../../shared/domain/appError.ts';
import type { Answer } from '../../../../shared/ipc/contract.ts';

type Listener = (name: string, payload: unknown) => void;

/** A window whose main answers a sign-in when the test says so. */
function fakeMain() {
  const listeners = new Set<Listener>();
  const sent: { readonly name: string; readonly input: unknown }[] = [];
  let start: (value: Answer) => void = () => undefined;
  const started = new Promise<Answer>((resolve) => {
    start = resolve;
  });
  vi.stubGlobal('window', {
    satchel: {
      request: (name: string, input: unknown): Promise<Answer> => {
        sent.push({ name, input });
        return name === 'account.signIn' ? started : Promise.resolve({ ok: true, value: null });
      },
      subscribe: (listener: Listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  const emit = (part: Partial<SignIn>) => {
    const signIn = { id: 'ours', accountId: 'work', status: 'waiting', ...part };
    for (const listener of listeners) listener('signIn.changed', signIn);
  };
  const answer = async (value: Answer) => {
    start(value);
    await started;
    await Promise.resolve();
  };
  return { sent, listeners, emit, answer, told: [] as SignInProgress[] };
}

const ours: Answer = { ok: true, value: { signInId: 'ours' } };
const refused: AppError = { code: 'signIn.denied', message: 'AccessDenied', retryable: false };

afterEach(() => void vi.unstubAllGlobals());

test('what comes before the id is known is not lost, and another sign-in is not ours', async () => {
  const main = fakeMain();
  const stop = followSignIn('work', (progress) => main.told.push(progress));
  main.emit({ id: 'another', userCode: 'NOTT-OURS' });
  main.emit({ userCode: 'ABCD-EFGH', pageUrl: 'https://sso.example/device', expiresAtMs: 5 });
  await main.answer(ours);
  main.emit({ id: 'another', status: 'done' });
  main.emit({ status: 'done' });
  stop();
  expect(main.told).toEqual([
    {
      status: 'waiting',
      signInId: 'ours',
      userCode: 'ABCD-EFGH',
      pageUrl: 'https://sso.example/device',
      expiresAtMs: 5,
    },
    { status: 'done' },
  ]);
  expect(main.sent.map(({ name }) => name)).toEqual(['account.signIn']);
  expect(main.listeners.size).toBe(0);
});

test('closing the dialog while it waits cancels the sign-in', async () => {
  const main = fakeMain();
  const stop = followSignIn('work', (progress) => main.told.push(progress));
  await main.answer(ours);
  stop();
  expect(main.sent.at(-1)).toEqual({ name: 'account.cancelSignIn', input: { signInId: 'ours' } });
});

test('closing it before main has answered cancels it as soon as its id is known', async () => {
  const main = fakeMain();
  followSignIn('work', (progress) => main.told.push(progress))();
  await main.answer(ours);
  await expect
    .poll(() => main.sent.at(-1))
    .toEqual({ name: 'account.cancelSignIn', input: { signInId: 'ours' } });
  expect(main.told).toEqual([]);
});

test('a sign-in that cannot start, and one that fails, tell why', async () => {
  const unstartable = fakeMain();
  followSignIn('work', (progress) => unstartable.told.push(progress));
  await unstartable.answer({ ok: false, error: refused });
  await expect.poll(() => unstartable.told).toEqual([{ status: 'failed', error: refused }]);

  const failing = fakeMain();
  followSignIn('work', (progress) => failing.told.push(progress));
  await failing.answer(ours);
  failing.emit({ status: 'failed', error: refused });
  expect(failing.told).toEqual([{ status: 'failed', error: refused }]);
});
