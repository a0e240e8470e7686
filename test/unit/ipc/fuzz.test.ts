import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDispatcher } from '../../../electron/core/ipc/dispatcher.ts';
import type { Handlers } from '../../../electron/core/ipc/handlers.ts';
import { answerSchema, type RequestName, requests } from '../../../shared/ipc/contract.ts';
import { badInputs, marker } from './badInputs.ts';
import { validInputs } from './validInputs.ts';

const names = Object.keys(requests) as RequestName[];
const optionalFields = new Set([
  'cursor',
  'theme',
  'language',
  'showsThumbnails',
  'parallelTransfers',
  'lastAccountId',
  'user',
  'password',
  'jobIds',
  'state',
  'speedLimits',
  'keepsAwake',
  'settings.set onTaken',
  'transfer.upload onTaken',
  'transfer.download onTaken',
  'whenClosed',
  'withOwner',
  'newName',
  'query.minBytes',
  'query.maxBytes',
  'query.fromMs',
  'query.toMs',
  'tabs',
  'activeTabId',
  'favourites',
  'recents',
  'view.layout',
  'view.sort',
  'view.columns',
  'account.check accountId',
  'account.save accountId',
  'form.endpoint',
  'form.addressing',
  'form.accessKeyId',
  'form.secretAccessKey',
  'form.sessionToken',
  'form.caGrantId',
]);
const nullableFields = new Set([
  'color',
  'form.caGrantId',
  'speedLimits.uploadBytesPerSecond',
  'speedLimits.downloadBytesPerSecond',
  'speedLimits.schedule',
]);
const rulesOf = (name: RequestName) => ({
  isOptional: (field: string) => optionalFields.has(field) || optionalFields.has(`${name} ${field}`),
  isNullable: (field: string) => nullableFields.has(field),
});

type Case = { readonly what: string; readonly envelope: unknown; readonly sender: unknown };
const ownPage = 'our page';

/** A dispatcher whose handlers only note that they were reached. */
function setUp() {
  const reached: string[] = [];
  const logged: string[] = [];
  const handlers = Object.fromEntries(names.map((name) => [name, () => reached.push(name)]));
  const dispatch = createDispatcher({
    requests,
    handlers: handlers as unknown as Handlers,
    isTrusted: (sender: unknown) => sender === ownPage,
    log: { info: (line) => logged.push(line), error: (line) => logged.push(line) },
  });
  return { reached, logged, dispatch };
}

/** Sends every case; the refusals by code. Each must be a short answer that repeats nothing it was sent. */
async function refuseAll(cases: readonly Case[]) {
  const { reached, logged, dispatch } = setUp();
  const codes = new Map<string, number>();
  for (const { what, envelope, sender } of cases) {
    const answer = answerSchema.parse(await dispatch(envelope, sender));
    const text = JSON.stringify(answer);
    if (answer.ok || reached.length > 0) expect.fail(`reached a handler: ${what}`);
    if (text.includes(marker) || text.length > 1_000) expect.fail(`repeats its input: ${what}`);
    codes.set(answer.error.code, (codes.get(answer.error.code) ?? 0) + 1);
  }
  expect(logged).toEqual([]);
  return Object.fromEntries(codes);
}

const spoiled: readonly Case[] = names.flatMap((name) =>
  badInputs(validInputs[name], rulesOf(name)).map(({ what, input }) => ({
    what: `${name}: ${what}`,
    envelope: { name, input, droppedPaths: [] },
    sender: ownPage,
  })),
);

describe('the boundary, fuzzed', () => {
  test('takes one valid input of every request, so that the cases below fail for their own reason', async () => {
    const { reached, dispatch } = setUp();
    for (const name of names) await dispatch({ name, input: validInputs[name], droppedPaths: [] }, ownPage);
    expect(reached).toEqual(names);
  });

  test('refuses every spoiled input, at least 2,000 of them', async () => {
    expect(spoiled.length).toBeGreaterThanOrEqual(2_000);
    expect(await refuseAll(spoiled)).toEqual({ 'request.invalid': spoiled.length });
  });

  test('refuses 2,000 random inputs', async () => {
    const random = fc.sample(fc.tuple(fc.constantFrom(...names), fc.anything({ maxDepth: 4 })), {
      seed: 20_261,
      numRuns: 2_500,
    });
    const cases = random
      .filter(([name, input]) => !requests[name].input.safeParse(input).success)
      .slice(0, 2_000)
      .map(([name, input]) => ({
        what: `${name}: ${fc.stringify(input)}`,
        envelope: { name, input, droppedPaths: [] },
        sender: ownPage,
      }));
    expect(await refuseAll(cases)).toEqual({ 'request.invalid': 2_000 });
  });

  test('refuses every request of every foreign sender', async () => {
    const senders = [undefined, null, '', 'another page', {}, { toString: () => ownPage }, [ownPage]];
    const cases = names.flatMap((name) =>
      senders.map((sender, index) => ({
        what: `${name} from sender ${index}`,
        envelope: { name, input: validInputs[name], droppedPaths: [] },
        sender,
      })),
    );
    expect(await refuseAll(cases)).toEqual({ 'request.forbidden': names.length * senders.length });
  });

  test('refuses dropped paths on every request but one', async () => {
    const cases = names
      .filter((name) => name !== 'upload.grantDropped')
      .map((name) => ({
        what: name,
        envelope: { name, input: validInputs[name], droppedPaths: [`/home/${marker}`] },
        sender: ownPage,
      }));
    expect(await refuseAll(cases)).toEqual({ 'request.invalid': names.length - 1 });
  });

  test('refuses malformed envelopes', async () => {
    const good = { name: 'app.getInfo', input: {}, droppedPaths: [] };
    const wrong = badInputs(good, { isOptional: () => false, isNullable: () => false })
      // The input's own mistakes are covered above, and `undefined` is what a missing input arrives as.
      .filter(({ what }) => !what.startsWith('input'));
    const droppedPaths = [[1], [''], ['x'.repeat(40_000)], Array(100_001).fill('x')];
    const cases = [
      ...wrong.map(({ what, input }) => ({ what, envelope: input, sender: ownPage })),
      ...droppedPaths.map((paths) => ({
        what: 'droppedPaths',
        envelope: { ...good, name: 'upload.grantDropped', droppedPaths: paths },
        sender: ownPage,
      })),
    ];
    expect(await refuseAll(cases)).toEqual({ 'request.invalid': cases.length });
  });

  test('a polluted Object.prototype does not stand in for a missing field', async () => {
    Object.defineProperty(Object.prototype, 'jobId', { value: 'job-1', configurable: true });
    try {
      const envelope = { name: 'transfer.reveal', input: {}, droppedPaths: [] };
      expect(await refuseAll([{ what: 'polluted', envelope, sender: ownPage }])).toEqual({
        'request.invalid': 1,
      });
    } finally {
      Reflect.deleteProperty(Object.prototype, 'jobId');
    }
  });
});
