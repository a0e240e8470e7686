import { describe, expect, test } from 'vitest';
import { createDispatcher } from '../../../electron/core/ipc/dispatcher.ts';
import type { Handlers } from '../../../electron/core/ipc/handlers.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { requests } from '../../../shared/ipc/contract.ts';

type Call = { readonly name: string; readonly input: unknown; readonly droppedPaths: readonly string[] };

/** A dispatcher whose handlers note what reaches them and answer what `answers` says, null otherwise. */
function setUp(answers: Readonly<Record<string, () => unknown>> = {}) {
  const calls: Call[] = [];
  const logged: string[] = [];
  const handlers = Object.fromEntries(
    Object.keys(requests).map((name) => [
      name,
      (input: unknown, context: { readonly droppedPaths: readonly string[] }) => {
        calls.push({ name, input, ...context });
        return answers[name]?.() ?? null;
      },
    ]),
  ) as unknown as Handlers;
  const dispatch = createDispatcher({
    requests,
    handlers,
    isTrusted: (sender: string) => sender === 'our page',
    log: { info: (line) => logged.push(line), error: (line, cause) => logged.push(`${line} ${cause}`) },
  });
  return { calls, logged, dispatch };
}

const envelope = (name: string, input: unknown, droppedPaths: unknown = []) => ({
  name,
  input,
  droppedPaths,
});

describe('the dispatcher', () => {
  test('hands a valid request to its handler and answers with the value', async () => {
    const { dispatch, calls } = setUp();
    const input = { title: 'Done', body: '3 files' };
    expect(await dispatch(envelope('app.notify', input), 'our page')).toEqual({ ok: true, value: null });
    expect(calls).toEqual([{ name: 'app.notify', input, droppedPaths: [] }]);
  });

  test('refuses a foreign sender before it looks at anything else', async () => {
    const { dispatch, calls } = setUp();
    const answer = await dispatch(envelope('app.getInfo', {}), 'another page');
    expect(answer).toMatchObject({ ok: false, error: { code: 'request.forbidden' } });
    expect(calls).toEqual([]);
  });

  test.each(['app.unknown', '__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
    'refuses the unknown request %j',
    async (name) => {
      const { dispatch, calls } = setUp();
      const answer = await dispatch(envelope(name, {}), 'our page');
      expect(answer).toMatchObject({ ok: false, error: { code: 'request.unknown' } });
      expect(calls).toEqual([]);
    },
  );

  test('says which field is wrong and does not repeat its value', async () => {
    const { dispatch } = setUp();
    const answer = await dispatch(
      envelope('listing.getPage', { accountId: 'a', bucket: 'b', prefix: 7, listingId: 'l', cursor: 'x' }),
      'our page',
    );
    expect(answer).toEqual({
      ok: false,
      error: {
        code: 'request.invalid',
        message: 'listing.getPage: wrong fields: prefix (invalid_type)',
        retryable: false,
      },
    });
  });

  test.each([
    ['an inherited field', Object.create({ listingId: 'l' })],
    ['a __proto__ key', JSON.parse('{"listingId":"l","__proto__":{"a":1}}')],
    ['a constructor key', { listingId: 'l', constructor: {} }],
    [
      'a class instance',
      new (class {
        listingId = 'l';
      })(),
    ],
  ])('refuses an input with %s', async (_what, input) => {
    const { dispatch, calls } = setUp();
    const answer = await dispatch(envelope('listing.abort', input), 'our page');
    expect(answer).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
    expect(calls).toEqual([]);
  });

  test('lets dropped paths through for upload.grantDropped only', async () => {
    const { dispatch, calls } = setUp();
    const droppedPaths = ['/home/someone/a.txt'];
    expect(await dispatch(envelope('upload.grantDropped', {}, droppedPaths), 'our page')).toMatchObject({
      ok: true,
    });
    expect(await dispatch(envelope('upload.chooseFiles', {}, droppedPaths), 'our page')).toMatchObject({
      ok: false,
      error: { code: 'request.invalid' },
    });
    expect(calls).toEqual([{ name: 'upload.grantDropped', input: {}, droppedPaths }]);
  });

  test('answers with the AppError of a SatchelError', async () => {
    const { dispatch, logged } = setUp({
      'bucket.delete': () => {
        throw new SatchelError('bucket.notEmpty', 'The bucket is not empty.', { params: { bucket: 'b' } });
      },
    });
    expect(await dispatch(envelope('bucket.delete', { accountId: 'a', bucket: 'b' }), 'our page')).toEqual({
      ok: false,
      error: {
        code: 'bucket.notEmpty',
        message: 'The bucket is not empty.',
        retryable: false,
        params: { bucket: 'b' },
      },
    });
    expect(logged).toEqual([]);
  });

  test('tells the page nothing of an unexpected error, and logs it', async () => {
    const { dispatch, logged } = setUp({
      'transfer.list': () => {
        throw new TypeError('secret detail');
      },
    });
    const answer = await dispatch(envelope('transfer.list', {}), 'our page');
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('secret detail');
    expect(logged).toEqual([expect.stringContaining('secret detail')]);
  });

  test('does not send an output that holds a field nobody declared', async () => {
    const { dispatch } = setUp({
      'app.getInfo': () => ({ version: '1', platform: 'linux', locale: 'en', secretAccessKey: 'hunter2' }),
    });
    const answer = await dispatch(envelope('app.getInfo', {}), 'our page');
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });
});
