import { setImmediate as nextTurn } from 'node:timers/promises';
import { notesAfter, withRenamed } from '../machine/counts.ts';
import { type ItemResult, type Lane, lanes, type TransferItem } from '../machine/model.ts';
import { laneOf } from '../moving/moveContext.ts';
import type { FoundItem, PlannedBatch } from '../planning/planning.ts';
import type { Group } from './groupWriter.ts';
import { noSums, summed, withRequeued, withResults, withStored } from './head.ts';
import type { Journal, StoredBatch } from './journal.ts';
import { below, movedOf, placeText, renameKey, resultsOf, rowsOf, sourceKey } from './keys.ts';
import type { JournalBase, OpenJob } from './openJobs.ts';
import { progressKeys } from './progress.ts';
import { parseRecord, resultSchema, rowSchema } from './records.ts';

/** Rows that are held at a time where many are gone through. */
export const rowsAtATime = 200;

/** The part of the journal that keeps items: in their rows until they end, in the receipt afterwards. */
export function journalItems(
  base: JournalBase,
  nowMs: () => number,
): Pick<Journal, 'addItems' | 'load' | 'endItems' | 'requeueFailed' | 'rewind' | 'readBegun'> {
  return {
    addItems: (jobId, batch) => base.call((group) => addItems(base, group, base.job(jobId), batch, nowMs())),
    load: (jobId, lane, limit) => base.call((group) => load(base, group, base.job(jobId), lane, limit)),
    endItems: (jobId, results, endedAtMs) =>
      base.call((group) => endItems(base, group, base.job(jobId), results, endedAtMs)),
    requeueFailed: (jobId) => base.call((group) => requeueFailed(base, group, base.job(jobId))),
    rewind: (jobId) =>
      base.call(() => {
        const job = base.job(jobId);
        job.loadedTo = { small: 0, large: 0 };
        return job.head.waiting;
      }),
    readBegun: (jobId) => base.call((group) => readBegun(base, group, base.job(jobId))),
  };
}

/** What was new of a batch at the first try: a write that failed may have been written, and then all of it is known. */
const answers = new WeakMap<PlannedBatch, StoredBatch>();

async function addItems(
  base: JournalBase,
  group: Group,
  job: OpenJob,
  batch: PlannedBatch,
  nowMs: number,
): Promise<StoredBatch> {
  await group.flush();
  const { number } = job;
  const found = [...batch.items, ...batch.rejected.map(({ item }) => item)];
  const keys = [
    ...found.map(({ source }) => sourceKey(number, source)),
    ...batch.renamed.map((rename) => renameKey(number, rename)),
  ];
  const known = new Set<string>();
  const isKnown = await base.db().hasMany(keys);
  for (const [index, key] of keys.entries()) if (isKnown[index]) known.add(key);
  /** True the first time only. */
  const isNew = (key: string): boolean => {
    if (known.has(key)) return false;
    known.add(key);
    group.put(key, '');
    return true;
  };

  let place = job.head.nextPlace;
  const numbered = <T extends FoundItem>(item: T): T & { readonly id: string } => {
    const id = placeText(place);
    place += 1;
    return { ...item, id };
  };
  let stored = noSums;
  let folderCount = 0;
  for (const [index, item] of batch.items.entries()) {
    if (index % rowsAtATime === rowsAtATime - 1) await nextTurn();
    if (!isNew(sourceKey(number, item.source))) continue;
    const row = numbered(item);
    group.put(`${rowsOf(number, laneOf(row.sizeBytes))}${row.id}`, JSON.stringify(row));
    stored = summed(stored, row, 1);
    if (row.kind === 'folder') folderCount += 1;
  }
  const rejected = batch.rejected
    .filter(({ item }) => isNew(sourceKey(number, item.source)))
    .map(({ item, ...why }) => ({ ...why, item: { ...numbered(item), attempt: 0 } }));
  const renamed = batch.renamed.filter((rename) => isNew(renameKey(number, rename)));
  folderCount += rejected.filter(({ item }) => item.kind === 'folder').length;

  const results = rejected.map((rejection) => ({ ...rejection, sizeBytes: rejection.item.sizeBytes }));
  for (const result of results) putResult(group, job, result, nowMs);
  const answer = { stored, folderCount, rejected, renamed };
  if (place === job.head.nextPlace && renamed.length === 0) return answers.get(batch) ?? answer;
  answers.set(batch, answer);
  const notes = notesAfter(withRenamed(job.notes, renamed), job.told.source, results);
  base.change(job, withStored(job.head, answer, results), notes);
  return answer;
}

async function load(
  base: JournalBase,
  group: Group,
  job: OpenJob,
  lane: Lane,
  limit: number,
): Promise<readonly TransferItem[]> {
  await group.flush();
  const rows = rowsOf(job.number, lane);
  const range = { gt: `${rows}${placeText(job.loadedTo[lane])}`, lt: below(rows).lt, limit };
  const entries = await base.db().iterator(range).all();
  const items = entries.map(([key, text]) => itemAt(job, lane, key, text));
  const [last] = entries.at(-1) ?? [];
  if (last === undefined) return [];
  const loadedTo = Number(last.slice(rows.length));
  if (loadedTo > job.head.begunTo[lane]) {
    base.change(job, { ...job.head, begunTo: { ...job.head.begunTo, [lane]: loadedTo } });
    await group.flush();
  }
  job.loadedTo[lane] = loadedTo;
  return items;
}

function itemAt(job: OpenJob, lane: Lane, key: string, text: string): TransferItem {
  const row = parseRecord(rowSchema, text, key);
  const place = Number(key.slice(rowsOf(job.number, lane).length));
  return { ...row, attempt: 0, ...(place <= job.head.begunTo[lane] && { maybeBegun: true }) };
}

function endItems(
  base: JournalBase,
  group: Group,
  job: OpenJob,
  results: readonly ItemResult[],
  endedAtMs: number,
): void | Promise<void> {
  const end = (some: readonly ItemResult[], rows: readonly string[]): void => {
    for (const row of rows) group.del(row);
    for (const result of some) {
      putResult(group, job, { ...result, item: { ...result.item, maybeBegun: true } }, endedAtMs);
    }
    base.change(job, withResults(job.head, some), notesAfter(job.notes, job.told.source, some));
  };
  const rowOf = ({ item }: ItemResult, place = item.id): string =>
    `${rowsOf(job.number, laneOf(item.sizeBytes))}${place}`;
  const withProgress = results.filter(({ item }) => job.withProgress.has(item.id));
  const mayHaveMoved = job.head.requeuedTo > 0;
  // Nearly always nothing has to be looked up, and then nothing is waited for.
  if (withProgress.length === 0 && !mayHaveMoved && !base.mayRepeat()) {
    return end(
      results,
      results.map((result) => rowOf(result)),
    );
  }
  return (async () => {
    await group.flush();
    const db = base.db();
    const moved = results.map(({ item }) => `${movedOf(job.number)}${item.id}`);
    const places = await db.getMany(moved);
    const rows = results.map((result, index) => rowOf(result, places[index]));
    const isThere = await db.hasMany(rows);
    const progress = await Promise.all(withProgress.map(({ item }) => progressKeys(base, job, item.id)));
    for (const key of [...moved.filter((_key, index) => places[index]), ...progress.flat()]) group.del(key);
    for (const { item } of withProgress) job.withProgress.delete(item.id);
    end(
      results.filter((_result, index) => isThere[index]),
      rows.filter((_row, index) => isThere[index]),
    );
  })();
}

function putResult(group: Group, job: OpenJob, result: ItemResult, endedAtMs: number): void {
  const { state, item, ...rest } = result;
  const { attempt: _attempt, ...row } = item;
  group.put(`${resultsOf(job.number, state)}${item.id}`, JSON.stringify({ ...rest, item: row, endedAtMs }));
}

async function requeueFailed(
  base: JournalBase,
  group: Group,
  job: OpenJob,
): Promise<Awaited<ReturnType<Journal['requeueFailed']>>> {
  let sums = noSums;
  const failed = resultsOf(job.number, 'failed');
  for (;;) {
    await group.flush();
    const entries = await base
      .db()
      .iterator({ ...below(failed), limit: rowsAtATime })
      .all();
    if (entries.length === 0) return sums;
    for (const [key, text] of entries) {
      const result = parseRecord(resultSchema, text, key);
      const place = placeText(job.head.nextPlace);
      group.del(key);
      group.put(`${rowsOf(job.number, laneOf(result.item.sizeBytes))}${place}`, JSON.stringify(result.item));
      group.put(`${movedOf(job.number)}${result.item.id}`, place);
      sums = summed(sums, result.item, 1);
      base.change(job, withRequeued(job.head, result), { ...job.notes, failures: [] });
    }
  }
}

async function readBegun(base: JournalBase, group: Group, job: OpenJob): Promise<readonly TransferItem[]> {
  await group.flush();
  const begun: TransferItem[] = [];
  for (const lane of lanes) {
    const rows = rowsOf(job.number, lane);
    const last = placeText(Math.max(job.head.begunTo[lane], job.head.requeuedTo));
    for await (const [key, text] of base.db().iterator({ gte: rows, lte: `${rows}${last}` })) {
      const item = itemAt(job, lane, key, text);
      if (item.maybeBegun) begun.push(item);
    }
  }
  return begun;
}
