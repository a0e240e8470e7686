import type { ItemState, TransferRow } from '../../../../shared/domain/transfer.ts';
import { lanes, type TransferItem } from '../machine/model.ts';
import { nameBelowTarget } from '../machine/rules.ts';
import { rowsAtATime } from './items.ts';
import type { Journal, ReceiptLine } from './journal.ts';
import { below, dataOf, resultsOf, rowsOf } from './keys.ts';
import type { JournalBase, OpenJob } from './openJobs.ts';
import { parseRecord, type Row, resultSchema, rowSchema } from './records.ts';

/** The part of the journal that shows what is in it, a piece at a time. */
export function journalListing(base: JournalBase): Pick<Journal, 'readRows' | 'readReceipt'> {
  return {
    readRows: (jobId, state, { cursor, limit }) =>
      base.call(async (group) => {
        const job = base.job(jobId);
        await group.flush();
        const before = dataOf(job.number);
        const entries: [string, string][] = [];
        for (const prefix of prefixesOf(job, state)) {
          const { gte, lt } = below(prefix);
          // A cursor behind this range has passed it, one before it has not come to it.
          const after = cursor === undefined ? gte : `${before}${cursor}`;
          if (after >= lt || entries.length > limit) continue;
          const range = { gt: after < gte ? gte : `${after}`, lt, limit: limit + 1 - entries.length };
          entries.push(...(await base.db().iterator(range).all()));
        }
        const rows = entries.slice(0, limit).map(([key, text]) => rowOf(job, state, key, text));
        const last = entries.length > limit ? entries[limit - 1] : undefined;
        return { rows, ...(last !== undefined && { nextCursor: last[0].slice(before.length) }) };
      }),
    async *readReceipt(jobId) {
      const { job, db, snapshot } = await base.call(async (group) => {
        const found = base.job(jobId);
        await group.flush();
        return { job: found, db: base.db(), snapshot: base.db().snapshot() };
      });
      try {
        for (const state of ['done', 'skipped', 'failed'] as const) {
          const { gte, lt } = below(resultsOf(job.number, state));
          let after = gte;
          for (;;) {
            const range = { gt: after, lt, limit: rowsAtATime, snapshot };
            const entries = await db.iterator(range).all();
            yield* entries.map(([key, text]): ReceiptLine => {
              const { item, ...rest } = parseRecord(resultSchema, text, key);
              return { item: itemOf(item), state, ...rest };
            });
            const [last] = entries.at(-1) ?? [];
            if (last === undefined || entries.length < rowsAtATime) break;
            after = last;
          }
        }
      } finally {
        await snapshot.close();
      }
    },
  };
}

function prefixesOf(job: OpenJob, state: ItemState): readonly string[] {
  if (state === 'moving') return [];
  if (state !== 'waiting') return [resultsOf(job.number, state)];
  return lanes.map((lane) => rowsOf(job.number, lane)).sort();
}

function itemOf(row: Row): TransferItem {
  return { ...row, attempt: 0 };
}

function rowOf(job: OpenJob, state: ItemState, key: string, text: string): TransferRow {
  const shown = (row: Row) => ({
    itemId: row.id,
    kind: row.kind,
    name: nameBelowTarget(job.told.source, row),
    state,
  });
  if (state === 'waiting') {
    const row = parseRecord(rowSchema, text, key);
    return { ...shown(row), sizeBytes: row.sizeBytes };
  }
  const { item, sizeBytes, endedAtMs, error, renamed, proof } = parseRecord(resultSchema, text, key);
  return {
    ...shown(item),
    sizeBytes,
    endedAtMs,
    ...(error !== undefined && { error }),
    ...(renamed !== undefined && { renamedTo: renamed.to }),
    ...(proof?.checksum !== undefined && { checksum: proof.checksum }),
  };
}
