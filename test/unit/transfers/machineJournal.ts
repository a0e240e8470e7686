import {
  type ItemResult,
  type JobSource,
  type JobState,
  type Lane,
  lanes,
  type Rejection,
  type RestoredJob,
  type TransferEvent,
  type TransferItem,
} from '../../../electron/core/transfers/machine/model.ts';
import { isOver } from '../../../electron/core/transfers/machine/rules.ts';
import { laneOf } from '../../../electron/core/transfers/moving/moveContext.ts';

type Event<K extends TransferEvent['kind']> = Extract<TransferEvent, { kind: K }>;

/** One file as the journal has it. `isTold`: the machine knows of it. */
type Row = {
  readonly item: TransferItem;
  state: 'row' | ItemResult['state'];
  movedBytes: number;
  isBegun: boolean;
  isTold: boolean;
};

/** What a journal would hold of one job, for the model that the machine is compared with. */
export type JournalJob = {
  readonly id: string;
  readonly source: JobSource;
  readonly onTaken: JobState['onTaken'];
  readonly rows: Row[];
  readonly rowsById: Map<string, Row>;
  readonly loadedTo: Record<Lane, number>;
  standing: Pick<JobState, 'phase' | 'answerForAll' | 'error' | 'endedAtMs'> & { isPlanned: boolean };
};

/** A job of which nothing is found yet. */
export function journalJob(event: Event<'jobAdded'>): JournalJob {
  return {
    id: event.jobId,
    source: event.source,
    onTaken: event.onTaken,
    rows: [],
    rowsById: new Map(),
    loadedTo: { small: 0, large: 0 },
    standing: { phase: 'going', isPlanned: false },
  };
}

/** The row of an item; throws when it is not there. */
export function rowOf(job: JournalJob, itemId: string): Row {
  const row = job.rowsById.get(itemId);
  if (row === undefined) throw new Error(`${job.id} has no ${itemId}`);
  return row;
}

const sizes: Readonly<Record<Lane, number>> = { small: 10, large: 20_000_000 };

/** Finds new files, and one that is rejected where that is said. */
export function find(
  job: JournalJob,
  found: Readonly<Record<Lane, number>>,
  rejection: Omit<Rejection, 'item'> | undefined,
): Event<'planned'> {
  const add = (lane: Lane, state: Row['state']): TransferItem => {
    const id = `${job.id}-${job.rows.length}`;
    const kind = lane === 'small' && job.rows.length % 5 === 4 ? 'folder' : 'file';
    const place = { source: id, target: id, sizeBytes: sizes[lane], modifiedAtMs: 0 };
    const item: TransferItem = { id, kind, ...place, attempt: 0 };
    const row: Row = { item, state, movedBytes: place.sizeBytes, isBegun: false, isTold: false };
    job.rows.push(row);
    job.rowsById.set(id, row);
    return item;
  };
  const first = job.rows.length;
  for (const lane of lanes) for (let count = found[lane]; count > 0; count -= 1) add(lane, 'row');
  const folderCount = job.rows.slice(first).filter(({ item }) => item.kind === 'folder').length;
  const rejected = rejection === undefined ? [] : [{ item: add('large', rejection.state), ...rejection }];
  const sums = (lane: Lane) => ({ count: found[lane], sizeBytes: found[lane] * sizes[lane] });
  const stored = { small: sums('small'), large: sums('large') };
  return { kind: 'planned', jobId: job.id, stored, folderCount, rejected, renamed: [] };
}

/** The next items of a lane, behind those that were loaded. */
export function load(job: JournalJob, lane: Lane, limit: number): readonly TransferItem[] {
  const items: TransferItem[] = [];
  while (items.length < limit && job.loadedTo[lane] < job.rows.length) {
    const row = job.rows[job.loadedTo[lane]];
    job.loadedTo[lane] += 1;
    if (row?.state !== 'row' || laneOf(row.item.sizeBytes) !== lane) continue;
    items.push(row.isBegun ? { ...row.item, maybeBegun: true } : row.item);
    row.isBegun = true;
  }
  return items;
}

/** Puts back what has failed and begins the rows anew. */
export function requeue(job: JournalJob): Event<'requeued'>['stored'] {
  for (const row of job.rows) {
    if (row.state === 'failed') Object.assign(row, { state: 'row', movedBytes: row.item.sizeBytes });
  }
  Object.assign(job.loadedTo, { small: 0, large: 0 });
  return { small: left(job, 'small'), large: left(job, 'large') };
}

function left(job: JournalJob, lane: Lane) {
  const rows = job.rows.filter(({ item, state }) => state === 'row' && laneOf(item.sizeBytes) === lane);
  return { count: rows.length, sizeBytes: rows.length * sizes[lane] };
}

/** The numbers of a job as they truly are, of the files that the machine was told of. */
export function trueCounts(job: JournalJob) {
  const rows = job.rows.filter(({ isTold }) => isTold);
  const of = (state: Row['state']) => rows.filter((row) => row.state === state);
  const bytes = (some: readonly Row[]) => some.reduce((sum, { movedBytes }) => sum + movedBytes, 0);
  const folders = (some: readonly Row[]) => some.filter(({ item }) => item.kind === 'folder').length;
  return {
    fileCount: rows.length,
    folderCount: folders(rows),
    doneCount: of('done').length,
    doneFolderCount: folders(of('done')),
    skippedCount: of('skipped').length,
    failedCount: of('failed').length,
    renamedCount: 0,
    sizeBytes: bytes(rows),
    settledBytes: bytes(rows.filter(({ state }) => state !== 'row')),
  };
}

/** The job as the next run of Satchel finds it. */
export function restored(job: JournalJob): RestoredJob {
  const { standing } = job;
  for (const row of job.rows) row.isTold = true;
  Object.assign(job.loadedTo, { small: 0, large: 0 });
  const phase = standing.phase === 'blocked' ? 'going' : standing.phase;
  // The errors of jobs that go on are forgotten.
  const { error: _error, ...going } = standing;
  if (!isOver({ phase })) job.standing = { ...going, phase };
  return {
    id: job.id,
    source: job.source,
    onTaken: job.onTaken,
    startedAtMs: 0,
    counts: trueCounts(job),
    notes: { failures: [], renamed: [] },
    storedCounts: { small: left(job, 'small').count, large: left(job, 'large').count },
    ...standing,
    phase,
  };
}
