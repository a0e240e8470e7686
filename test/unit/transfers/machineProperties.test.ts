import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOver } from '../../../electron/core/transfers/machine/rules.ts';
import { createHost, type Host } from './machineHost.ts';
import { type Happening, happen, happening, letFinish, sourceOf } from './machineStories.ts';

function checkEnd(host: Host): void {
  for (const job of host.state().jobs.values()) {
    expect(isOver(job)).toBe(true);
    const rows = host.jobs.get(job.id)?.rows ?? [];
    const isLeft = rows.some(({ state }) => state === 'row');
    // What is not done is left only where the user, or an error, has ended the job.
    if (isLeft && job.phase !== 'cancelled') expect(job.error).toBeDefined();
    expect([job.active.size, job.stopping.size, job.waiting.size]).toEqual([0, 0, 0]);
  }
}

function play(happened: readonly Happening[], batch: number): void {
  const host = createHost({ small: 3, large: 2 });
  host.addJob({ kind: 'jobAdded', jobId: 'j1', source: sourceOf('j1'), onTaken: 'ask' });
  const first = host.jobs.get('j1');
  if (first !== undefined) host.found(first, { small: batch, large: batch }, undefined);
  while (host.tell('j1'));
  for (const each of happened) happen(host, each, batch);
  for (const jobId of host.jobs.keys()) host.send({ kind: 'resumed', jobId });
  letFinish(host);
  checkEnd(host);
  // A retry brings everything to its end.
  for (const jobId of host.jobs.keys()) host.send({ kind: 'retried', jobId });
  letFinish(host);
  for (const { rows, standing } of host.jobs.values()) {
    expect(standing).toMatchObject({ phase: 'ended', isPlanned: true });
    for (const { state } of rows) expect(['done', 'skipped']).toContain(state);
  }
}

// Long stories as often as short ones.
const story = (maxLength: number) => fc.array(happening, { maxLength, size: 'max' });

test('whatever happens in whatever order: no file is lost, moved twice at a time or counted twice, and all ends', () => {
  fc.assert(
    fc.property(story(60), (happened) => play(happened, 4)),
    { numRuns: 10_000 },
  );
}, 120_000);

test('with many files, those in memory are few all the while', () => {
  fc.assert(
    fc.property(story(60), (happened) => play(happened, 500)),
    { numRuns: 30 },
  );
}, 120_000);
