/*
 * Writes into the journal in the folder of its first argument until it is killed, under the name of its second. Prints a
 * line of JSON for all that has been acknowledged.
 */
import { openLevelJournal } from '../../../electron/core/transfers/journal/levelJournal.ts';

const [folder = '', run = ''] = process.argv.slice(2);
const journal = await openLevelJournal(folder);
const tell = (fact: object): void => void process.stdout.write(`${JSON.stringify({ run, ...fact })}\n`);

const jobs = await journal.readJobs();
const jobId = jobs.length > 3 ? (jobs[0]?.id ?? '') : run;
if (jobId === run) {
  await journal.addJob({
    jobId,
    source: { kind: 'upload', paths: ['/a'], target: { accountId: 'x', bucket: 'b', prefix: '' } },
    onTaken: 'ask',
    startedAtMs: 1,
    place: 'p',
  });
  tell({ kind: 'job', jobId });
}

const states = ['done', 'failed', 'skipped'] as const;
for (let turn = 0; ; turn += 1) {
  const sources = Array.from({ length: 30 }, (_, index) => `/a/${run}-${turn}-${index}`);
  const added = journal.addItems(jobId, {
    items: sources.map((source, index) => ({
      kind: 'file',
      source,
      target: source,
      sizeBytes: index % 3 === 0 ? 1e9 : 10,
      modifiedAtMs: 1,
    })),
    rejected: [],
    renamed: [],
  });
  void added.then(() => tell({ kind: 'added', jobId, count: sources.length, first: sources[0] }));
  if (turn % 7 === 6) void journal.requeueFailed(jobId);
  for (const lane of ['small', 'large'] as const) {
    for (const [index, item] of (await journal.load(jobId, lane, 20)).entries()) {
      if (lane === 'large') {
        const progress = { partSizeBytes: 5, sizeBytes: 9, modifiedAtNs: 1n, askedAtMs: 1, parts: [] };
        const target = { bucket: 'b', key: 'k', uploadId: item.id };
        void journal.beginProgress(jobId, item.id, { kind: 'upload', ...target, ...progress });
        const part = journal.addPart(jobId, item.id, { partNumber: 1, etag: run });
        void part.then(() => tell({ kind: 'part', jobId, itemId: item.id, stays: index % 4 === 0 }));
        if (index % 4 === 0) continue;
      }
      const state = states[(turn + index) % 3] ?? 'done';
      const error = { code: 'internal', message: 'x', retryable: false } as const;
      const ended = journal.endItems(
        jobId,
        [{ item, state, sizeBytes: item.sizeBytes, ...(state === 'failed' && { error }) }],
        turn,
      );
      void ended.then(() => tell({ kind: 'ended', jobId, itemId: item.id, state }));
    }
  }
}
