import '../commands/words.ts';
import { expect, test } from 'vitest';
import { type Notice, onNotice } from '../../../../renderer/features/activity/noticeStore.ts';
import { pendingIn } from '../../../../renderer/features/relocating/pendingChanges.ts';
import { createRelocation, type RelocationPorts } from '../../../../renderer/features/relocating/relocate.ts';
import { RequestError } from '../../../../renderer/ipc/client.ts';
import type { Selection } from '../../../../shared/domain/object.ts';
import { file } from '../commands/facts.ts';

const home = { accountId: 'home', bucket: 'photos', prefix: '2026/' };
const target = { accountId: 'work', bucket: 'team', prefix: '' };
const selection: Selection = {
  accountId: 'home',
  bucket: 'photos',
  basePrefix: '2026/',
  keys: ['2026/a.txt', '2026/b.txt'],
  prefixes: [],
};

type Run = Parameters<RelocationPorts['run']>;
type Outcome = Awaited<ReturnType<RelocationPorts['run']>>;
const done: Outcome = { doneCount: 2 };
const taken: Outcome = { doneCount: 0, takenNames: ['a.txt'], takenCount: 1 };

/** A relocation whose runs end with these outcomes, and whose question is answered with this. */
function relocation(outcomes: readonly (Outcome | Error)[], answer?: 'replace' | 'keepBoth' | 'skip') {
  const runs: Run[] = [];
  const questions: Parameters<RelocationPorts['ask']>[0][] = [];
  const gone: string[][] = [];
  const shown: (readonly string[])[] = [];
  const made = createRelocation({
    run: async (...run) => {
      runs.push(run);
      gone.push([...pendingIn(home).gone, ...pendingIn(home).names.values()]);
      const outcome = outcomes[runs.length - 1] ?? done;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    ask: async (question) => {
      questions.push(question);
      return answer;
    },
    settled: async () => undefined,
    onMade: (_, ids) => shown.push(ids),
  });
  return { made, runs, questions, gone, shown };
}

function noticesDuring(): { readonly texts: () => readonly string[]; readonly notices: readonly Notice[] } {
  const notices: Notice[] = [];
  onNotice((notice) => notices.push(notice));
  return { notices, texts: () => notices.map(({ text }) => text) };
}

test('rows that are moved are gone at once, and listed again once it is over', async () => {
  const { made, runs, gone } = relocation([done]);
  expect(await made.move(selection, target)).toBe(true);
  expect(runs.map(([kind, { onTaken }]) => [kind, onTaken])).toEqual([['move', 'stop']]);
  expect(gone).toEqual([['2026/a.txt', '2026/b.txt']]);
  expect(pendingIn(home).gone.size).toBe(0);
});

test('names that are taken are asked about once, and the answer is what is done then', async () => {
  const { made, runs, questions } = relocation([taken, done], 'keepBoth');
  expect(await made.copy(selection, target)).toBe(true);
  expect(questions).toEqual([
    { deed: 'copy', target, names: ['a.txt'], count: 1, chosenCount: 2, hasFolders: false },
  ]);
  expect(runs.map(([, { onTaken }]) => onTaken)).toEqual(['stop', 'keepBoth']);
});

test('what came in is shown, and nothing else is', async () => {
  const { made, shown } = relocation(
    [taken, { ...done, madeIds: ['a.txt', 'plans/'] }, taken, { doneCount: 0 }],
    'skip',
  );
  await made.copy(selection, target);
  await made.copy(selection, target);
  expect(shown).toEqual([['a.txt', 'plans/']]);
});

test('a question that is not answered leaves all as it is', async () => {
  const { made, runs } = relocation([taken]);
  expect(await made.move(selection, target)).toBe(false);
  expect(runs).toHaveLength(1);
  expect(pendingIn(home).gone.size).toBe(0);
});

test('a new name shows at once and comes back when it could not be given', async () => {
  const notices = noticesDuring();
  const refused = new RequestError({ code: 'access.denied', message: 'No', retryable: false });
  const { made, runs, gone } = relocation([refused]);
  expect(await made.rename(home, file, 'list.pdf')).toBe(false);
  expect(runs[0]?.[1]).toMatchObject({ target: home, newName: 'list.pdf', onTaken: 'stop' });
  expect(gone).toEqual([['list.pdf']]);
  expect(pendingIn(home).names.size).toBe(0);
  expect(notices.texts()).toEqual(['This could not be renamed']);
});

test('copying into its own folder duplicates, and asks nothing', async () => {
  const { made, runs } = relocation([done]);
  expect(await made.copy(selection, home)).toBe(true);
  expect(runs[0]?.[1]).toMatchObject({ onTaken: 'keepBoth', target: home });
  expect(runs[0]?.[2]).toMatchObject({ deed: 'duplicate' });
});

test('nothing is moved to where it is, and no folder into itself', async () => {
  const notices = noticesDuring();
  const { made, runs } = relocation([]);
  const folder = { ...selection, keys: [], prefixes: ['2026/Lisbon/'] };
  expect(await made.move(selection, home)).toBe(false);
  expect(await made.move(folder, { ...home, prefix: '2026/Lisbon/beach/' })).toBe(false);
  expect(runs).toEqual([]);
  expect(notices.texts()).toEqual(['Lisbon cannot go into itself']);
});

test('a start that failed for a while can be tried again', async () => {
  const notices = noticesDuring();
  const lost = new RequestError({ code: 'network.lost', message: 'Gone', retryable: true });
  const { made, runs } = relocation([lost, done]);
  await made.move(selection, target);
  notices.notices[0]?.retry?.();
  await expect.poll(() => runs.length).toBe(2);
});
