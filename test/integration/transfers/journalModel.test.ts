import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DonePart, ItemProgress } from '../../../electron/core/transfers/journal/journal.ts';
import { openLevelJournal } from '../../../electron/core/transfers/journal/levelJournal.ts';
import type {
  ItemResult,
  JobSource,
  Lane,
  Rename,
  TransferItem,
} from '../../../electron/core/transfers/machine/model.ts';
import { laneOf } from '../../../electron/core/transfers/moving/moveContext.ts';
import type { FoundItem, PlannedBatch } from '../../../electron/core/transfers/planning/planning.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import { allRows, contentsOf, receiptOf } from './journalContents.ts';

const source: JobSource = {
  kind: 'upload',
  paths: ['/a'],
  target: { accountId: 'x', bucket: 'b', prefix: '' },
};
const error: AppError = { code: 'local.notReadable', message: 'EACCES', retryable: false };
const nowMs = 77;

type ModelItem = {
  readonly found: FoundItem;
  readonly id: string;
  place: number;
  mayHaveBegun: boolean;
  result?: ItemResult;
};

/** What a journal does, with plain lists: one job. */
class Model {
  readonly items: ModelItem[] = [];
  readonly renames: Rename[] = [];
  readonly progress = new Map<string, ItemProgress>();
  places = 0;
  loadedTo: Record<Lane, number> = { small: 0, large: 0 };
  begunTo: Record<Lane, number> = { small: 0, large: 0 };
  phase: 'going' | 'paused' = 'going';
  failureIds: string[] = [];

  waiting(lane: Lane): readonly ModelItem[] {
    return this.items
      .filter(({ found, result }) => result === undefined && laneOf(found.sizeBytes) === lane)
      .sort((a, b) => a.place - b.place);
  }

  itemOf(item: ModelItem): TransferItem {
    const begun = item.mayHaveBegun || item.place <= this.begunTo[laneOf(item.found.sizeBytes)];
    return { id: item.id, ...item.found, attempt: 0, ...(begun && { maybeBegun: true }) };
  }

  sums() {
    const of = (lane: Lane) => ({
      count: this.waiting(lane).length,
      sizeBytes: this.waiting(lane).reduce((sum, { found }) => sum + found.sizeBytes, 0),
    });
    return { small: of('small'), large: of('large') };
  }

  add(batch: PlannedBatch) {
    const isNew = ({ source: path }: FoundItem): boolean =>
      !this.items.some(({ found }) => found.source === path);
    const put = (found: FoundItem): ModelItem => {
      this.places += 1;
      const id = String(this.places).padStart(12, '0');
      const item = { found, id, place: this.places, mayHaveBegun: false };
      this.items.push(item);
      return item;
    };
    const before = this.sums();
    const items = batch.items.flatMap((found) => (isNew(found) ? [put(found)] : []));
    const rejected = batch.rejected.flatMap((each) => {
      if (!isNew(each.item)) return [];
      const item = put(each.item);
      const rejection = { ...each, item: { ...each.item, id: item.id, attempt: 0 } };
      item.result = { ...rejection, sizeBytes: each.item.sizeBytes };
      if (each.state === 'failed') this.failureIds.push(item.id);
      return [rejection];
    });
    const renamed = batch.renamed.filter((rename) => {
      if (this.renames.some(({ from }) => from === rename.from)) return false;
      this.renames.push(rename);
      return true;
    });
    const after = this.sums();
    const difference = (lane: Lane) => ({
      count: after[lane].count - before[lane].count,
      sizeBytes: after[lane].sizeBytes - before[lane].sizeBytes,
    });
    const isFolder = ({ kind }: { readonly kind: string }): boolean => kind === 'folder';
    return {
      stored: { small: difference('small'), large: difference('large') },
      folderCount:
        items.filter(({ found }) => isFolder(found)).length +
        rejected.filter(({ item }) => isFolder(item)).length,
      rejected,
      renamed,
    };
  }

  load(lane: Lane, limit: number): readonly TransferItem[] {
    const next = this.waiting(lane)
      .filter(({ place }) => place > this.loadedTo[lane])
      .slice(0, limit);
    const items = next.map((item) => this.itemOf(item));
    const last = next.at(-1)?.place ?? 0;
    this.loadedTo[lane] = Math.max(last, this.loadedTo[lane]);
    this.begunTo[lane] = Math.max(last, this.begunTo[lane]);
    return items;
  }

  /** Items that this run has loaded and that have not ended. */
  loaded(): readonly ModelItem[] {
    return this.items.filter(
      ({ place, result, found }) => result === undefined && place <= this.loadedTo[laneOf(found.sizeBytes)],
    );
  }

  end(item: ModelItem, result: ItemResult): void {
    item.result = result;
    item.mayHaveBegun = true;
    this.progress.delete(item.id);
    if (result.state === 'failed') this.failureIds.push(item.id);
  }

  requeue() {
    const before = this.sums();
    for (const item of this.items) {
      if (item.result?.state !== 'failed') continue;
      this.places += 1;
      item.place = this.places;
      delete item.result;
    }
    this.failureIds = [];
    const after = this.sums();
    return (['small', 'large'] as const).map((lane) => after[lane].count - before[lane].count);
  }

  restart(): void {
    this.loadedTo = { small: 0, large: 0 };
  }

  settled(state: ItemResult['state']): readonly ItemResult[] {
    return this.items
      .flatMap(({ result }) => (result?.state === state ? [result] : []))
      .sort((a, b) => (a.item.id < b.item.id ? -1 : 1));
  }
}

const foundItem = fc
  .record({ number: fc.nat(60), isLarge: fc.boolean(), kind: fc.constantFrom('file', 'file', 'folder') })
  .map(
    ({ number, isLarge, kind }): FoundItem => ({
      kind: kind === 'folder' ? 'folder' : 'file',
      source: `/a/${number}`,
      target: `${number}`,
      sizeBytes: kind === 'folder' ? 0 : isLarge ? 1e8 + number : number,
      modifiedAtMs: number,
      ...(number % 5 === 0 && { answer: 'replace' as const }),
    }),
  );
const batch = fc.record({
  items: fc.array(foundItem, { maxLength: 12 }),
  rejected: fc.array(
    fc.record({
      item: foundItem,
      error: fc.constant(error),
      state: fc.constantFrom('failed' as const, 'skipped' as const),
    }),
    { maxLength: 2 },
  ),
  renamed: fc.array(
    fc.nat(5).map((number) => ({ from: `${number}`, to: `_${number}` })),
    { maxLength: 2 },
  ),
});
const lane = fc.constantFrom('small' as const, 'large' as const);
const call = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), batch }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('load' as const), lane, limit: fc.integer({ min: 1, max: 9 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      which: fc.nat(30),
      state: fc.constantFrom('done' as const, 'failed' as const, 'skipped' as const),
      moreBytes: fc.nat(3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('begin' as const), which: fc.nat(30), parts: fc.nat(3) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('part' as const), which: fc.nat(30), number: fc.nat(9) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), which: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('progress' as const), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('requeue' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rewind' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('begun' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('uploads' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pause' as const), isOn: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('list' as const), limit: fc.integer({ min: 1, max: 5 }) }),
  },
);

const progressOf = (id: string, count: number): ItemProgress => ({
  kind: 'upload',
  bucket: 'b',
  key: id,
  uploadId: `upload-${id}`,
  askedAtMs: 1,
  partSizeBytes: 2,
  sizeBytes: 3,
  modifiedAtNs: 4n,
  parts: Array.from({ length: count }, (_, index) => ({ partNumber: index + 1, etag: 'e' })),
});

test('after any calls and restarts the journal holds what plain lists would hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 10, maxLength: 60 }), async (calls) => {
      const folder = await mkdtemp(join(tmpdir(), 'satchel-journal-'));
      let journal = await openLevelJournal(join(folder, 'journal'), { nowMs: () => nowMs });
      const model = new Model();
      // Nothing is waited for, as by the engine: what comes is compared with what has to come, in order.
      let compared: Promise<unknown>[] = [];
      const expectLater = <T>(
        given: Promise<T>,
        wanted: unknown,
        of: (value: T) => unknown = (all) => all,
      ) => {
        compared.push(given.then((value) => expect(of(value)).toEqual(wanted)));
      };
      try {
        await journal.addJob({ jobId: 'a', source, onTaken: 'ask', startedAtMs: 1, place: 'p' });
        for (const step of calls) {
          const loaded = model.loaded();
          const item = 'which' in step ? loaded[step.which % Math.max(1, loaded.length)] : undefined;
          switch (step.kind) {
            case 'add':
              expectLater(journal.addItems('a', step.batch), model.add(step.batch));
              break;
            case 'load':
              expectLater(journal.load('a', step.lane, step.limit), model.load(step.lane, step.limit));
              break;
            case 'end': {
              if (item === undefined) break;
              const { state, moreBytes } = step;
              const result: ItemResult = {
                item: { ...model.itemOf(item), maybeBegun: true },
                state,
                sizeBytes: item.found.sizeBytes + (state === 'done' ? moreBytes : 0),
                ...(state === 'failed' && { error }),
              };
              model.end(item, result);
              expectLater(journal.endItems('a', [result], 50), undefined);
              break;
            }
            case 'begin': {
              if (item === undefined) break;
              const progress = progressOf(item.id, step.parts);
              model.progress.set(item.id, progress);
              expectLater(journal.beginProgress('a', item.id, progress), undefined);
              break;
            }
            case 'part': {
              if (item === undefined) break;
              const part: DonePart = { partNumber: step.number + 1, etag: `e${step.which}` };
              const former = model.progress.get(item.id);
              const parts = former?.parts.filter(({ partNumber }) => partNumber !== part.partNumber) ?? [];
              const all = [...parts, part].sort((a, b) => a.partNumber - b.partNumber);
              if (former !== undefined) model.progress.set(item.id, { ...former, parts: all });
              expectLater(journal.addPart('a', item.id, part), undefined);
              break;
            }
            case 'drop':
              if (item === undefined) break;
              model.progress.delete(item.id);
              expectLater(journal.dropProgress('a', item.id), undefined);
              break;
            case 'progress':
              if (item === undefined) break;
              expectLater(journal.readProgress('a', item.id), model.progress.get(item.id));
              break;
            case 'requeue':
              expectLater(journal.requeueFailed('a'), model.requeue(), ({ small, large }) => [
                small.count,
                large.count,
              ]);
              break;
            case 'rewind':
              model.restart();
              expectLater(journal.rewind('a'), model.sums());
              break;
            case 'begun':
              expectLater(
                journal.readBegun('a'),
                [...model.waiting('small'), ...model.waiting('large')]
                  .map((each) => model.itemOf(each))
                  .filter(({ maybeBegun }) => maybeBegun),
              );
              break;
            case 'uploads':
              expectLater(
                journal.readUploadIds('b'),
                new Set([...model.progress.keys()].map((id) => `upload-${id}`)),
              );
              break;
            case 'pause':
              model.phase = step.isOn ? 'paused' : 'going';
              expectLater(journal.changeJob('a', { phase: model.phase }), undefined);
              break;
            case 'reopen':
              await Promise.all(compared);
              compared = [];
              await journal.close();
              journal = await openLevelJournal(join(folder, 'journal'), { nowMs: () => nowMs });
              model.restart();
              break;
            case 'list': {
              const ids = (rows: readonly { readonly itemId: string }[]) => rows.map(({ itemId }) => itemId);
              expectLater(
                allRows(journal, 'a', 'done', step.limit).then(ids),
                model.settled('done').map((result) => result.item.id),
              );
              // Later calls may come between its pages.
              await Promise.all(compared);
              expectLater(
                allRows(journal, 'a', 'waiting', step.limit).then(ids),
                [...model.waiting('large'), ...model.waiting('small')].map(({ id }) => id),
              );
              await Promise.all(compared);
              break;
            }
          }
        }
        await Promise.all(compared);
        const [contents] = await contentsOf(journal);
        expect(contents?.job).toMatchObject({
          phase: model.phase,
          counts: { renamedCount: model.renames.length },
          notes: { failures: model.failureIds.slice(0, 20).map((itemId) => ({ itemId })) },
        });
        const lines = await receiptOf(journal, 'a');
        const wanted = (['done', 'skipped', 'failed'] as const).flatMap((state) => model.settled(state));
        expect(lines.map(({ endedAtMs: _endedAtMs, ...line }) => line)).toEqual(wanted);
      } finally {
        await Promise.allSettled(compared);
        await journal.close();
        await rm(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 60 },
  );
}, 180_000);
