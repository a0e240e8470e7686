import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openLevelJournal } from '../../../electron/core/transfers/journal/levelJournal.ts';
import { lanes } from '../../../electron/core/transfers/machine/model.ts';
import { contentsOf } from './journalContents.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-journal-'));
  path = join(folder, 'journal');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Numbers from 0 up to 1 that are the same in each run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const factSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('job'), jobId: z.string() }),
  z.object({ kind: z.literal('added'), jobId: z.string(), count: z.number(), first: z.string() }),
  z.object({ kind: z.literal('part'), jobId: z.string(), itemId: z.string(), stays: z.boolean() }),
  z.object({ kind: z.literal('ended'), jobId: z.string(), itemId: z.string(), state: z.string() }),
]);
type Fact = z.infer<typeof factSchema>;

/** Lets a process write into the journal, kills it after some facts, and gives all that it has told. */
async function factsUntilKilled(run: string, killAfter: number, delayMs: number): Promise<readonly Fact[]> {
  const script = join(import.meta.dirname, 'journalWriter.ts');
  const writer = spawn(process.execPath, [script, path, run], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => writer.once('exit', () => resolve()));
  const facts: Fact[] = [];
  try {
    for await (const line of createInterface({ input: writer.stdout })) {
      // The last line may be half there.
      if (line.endsWith('}')) facts.push(factSchema.parse(JSON.parse(line)));
      if (facts.length === killAfter) setTimeout(() => writer.kill('SIGKILL'), delayMs);
    }
  } finally {
    writer.kill('SIGKILL');
    await ended;
  }
  return facts;
}

test('what was acknowledged is there after the process was killed, and the counts are those of the rows', async () => {
  const random = randomOf(7);
  const facts: Fact[] = [];
  for (let round = 0; round < 25; round += 1) {
    const news = await factsUntilKilled(`run${round}`, 1 + Math.floor(random() * 400), random() * 30);
    facts.push(...news);
    const journal = await openLevelJournal(path);
    expect(journal.problem).toBeUndefined();
    const contents = new Map((await contentsOf(journal)).map((each) => [each.job.id, each.rows]));
    const rowsById = new Map(
      [...contents].map(([jobId, rows]) => [jobId, new Map(rows.map((row) => [row.itemId, row.state]))]),
    );
    // A failed item may have been put back later.
    for (const fact of facts) {
      const rows = rowsById.get(fact.jobId);
      expect(rows).toBeDefined();
      if (fact.kind !== 'ended') continue;
      const state = rows?.get(fact.itemId);
      expect(state).toBeDefined();
      if (fact.state !== 'failed') expect([fact, state]).toEqual([fact, fact.state]);
    }
    for (const [jobId, rows] of contents) {
      const added = facts.filter((fact) => fact.kind === 'added' && fact.jobId === jobId).length * 30;
      expect(rows.length).toBeGreaterThanOrEqual(added);
    }
    for (const fact of news) {
      // What is not ended by this run has kept the part that this run has told of.
      if (fact.kind !== 'part' || !fact.stays) continue;
      const progress = await journal.readProgress(fact.jobId, fact.itemId);
      expect(progress?.parts).toHaveLength(1);
    }
    await journal.close();
  }
}, 180_000);

/** A journal's folder as it would be found after a crash, and all that the journal has held so far, oldest first. */
async function crashed(steps: number): Promise<readonly string[]> {
  const journal = await openLevelJournal(path);
  const states: string[] = [];
  const note = async (): Promise<void> => {
    states.push(JSON.stringify(await contentsOf(journal)));
  };
  await note();
  const source = {
    kind: 'upload',
    paths: ['/a'],
    target: { accountId: 'x', bucket: 'b', prefix: '' },
  } as const;
  await journal.addJob({ jobId: 'a', source, onTaken: 'ask', startedAtMs: 1, place: 'p' });
  await note();
  for (let step = 0; step < steps; step += 1) {
    const items = Array.from({ length: 20 }, (_, index) => ({
      kind: 'file' as const,
      source: `/a/${step}/${index}/${'x'.repeat(100)}`,
      target: `${step}/${index}`,
      sizeBytes: index === 0 ? 1e9 : index,
      modifiedAtMs: 1,
    }));
    await journal.addItems('a', { items, rejected: [], renamed: [] });
    await note();
    for (const lane of lanes) {
      for (const item of await journal.load('a', lane, 3)) {
        await journal.endItems('a', [{ item, state: 'done', sizeBytes: item.sizeBytes }], step);
        await note();
      }
    }
  }
  await cp(path, join(folder, 'crashed'), { recursive: true });
  await journal.close();
  return states;
}

test('a journal that is torn or damaged goes on from an earlier moment', async () => {
  const states = await crashed(12);
  const random = randomOf(3);
  const [log = ''] = (await readdir(join(folder, 'crashed'))).filter((name) => name.endsWith('.log'));
  const original = await readFile(join(folder, 'crashed', log));
  let damagedCount = 0;
  for (let round = 0; round < 60; round += 1) {
    const copy = join(folder, `copy${round}`);
    await cp(join(folder, 'crashed'), copy, { recursive: true });
    const at = Math.floor(random() * original.length);
    if (round % 2 === 0) {
      await truncate(join(copy, log), at);
    } else {
      const bytes = Buffer.from(original);
      for (let index = at; index < Math.min(bytes.length, at + 1 + (round % 5)); index += 1) {
        bytes[index] = (bytes[index] ?? 0) ^ (1 + Math.floor(random() * 255));
      }
      await writeFile(join(copy, log), bytes);
    }
    const journal = await openLevelJournal(copy);
    const state = JSON.stringify(await contentsOf(journal));
    if (journal.problem !== undefined) damagedCount += 1;
    await journal.close();
    const again = await openLevelJournal(copy);
    expect([states.includes(state), JSON.stringify(await contentsOf(again)), again.problem]).toEqual([
      true,
      state,
      undefined,
    ]);
    await again.close();
    await rm(copy, { recursive: true });
  }
  // The format's own record stands at the beginning of the log.
  expect(damagedCount).toBeGreaterThan(20);
}, 120_000);

test.each(['CURRENT', 'MANIFEST'])('without a readable %s it is repaired', async (kind) => {
  const states = await crashed(2);
  const copy = join(folder, 'crashed');
  for (const name of (await readdir(copy)).filter((each) => each.startsWith(kind))) {
    if (kind === 'CURRENT') await rm(join(copy, name));
    else await writeFile(join(copy, name), Buffer.alloc(50, 7));
  }
  const journal = await openLevelJournal(copy);
  expect(journal.problem).toMatch(/repaired/);
  expect(JSON.stringify(await contentsOf(journal))).toBe(states.at(-1));
  await journal.close();
});
