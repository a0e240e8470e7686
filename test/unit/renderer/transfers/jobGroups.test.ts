import { describe, expect, test } from 'vitest';
import { jobActionsOf } from '../../../../renderer/features/transfers/jobActions.ts';
import { groupOf, layoutOf } from '../../../../renderer/features/transfers/jobGroups.ts';
import { panelRowsOf } from '../../../../renderer/features/transfers/panelRows.ts';
import { jobStatuses, type TransferJob } from '../../../../shared/domain/transfer.ts';
import { job } from './job.ts';

const of = (status: TransferJob['status'], id: string = status) => job({ id, status });

test('every status has its group', () => {
  expect(jobStatuses.map((status) => [status, groupOf(job({ status }))])).toEqual([
    ['planning', 'going'],
    ['running', 'going'],
    ['waiting', 'needsYou'],
    ['offline', 'going'],
    ['paused', 'paused'],
    ['blocked', 'needsYou'],
    ['done', 'finished'],
    ['failed', 'needsYou'],
    ['cancelled', 'finished'],
  ]);
});

describe('the layout of the panel', () => {
  const all = layoutOf(jobStatuses.map((status) => of(status)));

  test('offers each group what can be done with its jobs', () => {
    expect(all.groups).toEqual([
      {
        kind: 'needsYou',
        jobIds: ['waiting', 'blocked', 'failed'],
        offers: [
          { action: 'retry', jobIds: ['blocked', 'failed'] },
          { action: 'cancel', jobIds: ['waiting', 'blocked'] },
          { action: 'clear', jobIds: ['failed'] },
        ],
      },
      {
        kind: 'going',
        jobIds: ['planning', 'running', 'offline'],
        offers: [
          { action: 'pause', jobIds: ['planning', 'running', 'offline'] },
          { action: 'cancel', jobIds: ['planning', 'running', 'offline'] },
        ],
      },
      {
        kind: 'paused',
        jobIds: ['paused'],
        offers: [
          { action: 'resume', jobIds: ['paused'] },
          { action: 'cancel', jobIds: ['paused'] },
        ],
      },
      {
        kind: 'finished',
        jobIds: ['done', 'cancelled'],
        offers: [{ action: 'clear', jobIds: ['done', 'cancelled'] }],
      },
    ]);
  });

  test('offers for all jobs at once only what is for some of them, and never clears what failed', () => {
    expect(all.offers).toEqual([
      { action: 'pause', jobIds: ['planning', 'running', 'waiting', 'offline'] },
      { action: 'resume', jobIds: ['paused'] },
      { action: 'retry', jobIds: ['blocked', 'failed'] },
      { action: 'clear', jobIds: ['done', 'cancelled'] },
    ]);
    expect(layoutOf([of('running')]).offers.map(({ action }) => action)).toEqual(['pause']);
    expect(layoutOf([])).toEqual({ groups: [], offers: [] });
  });

  test('is rows of heads and jobs, and a job keeps its key in whichever group it is', () => {
    const rows = (status: TransferJob['status']) =>
      panelRowsOf(layoutOf([of(status, 'a'), of('done', 'b')]).groups);
    expect(rows('running').map(({ key }) => key)).toEqual([
      'group going',
      'job a',
      'group finished',
      'job b',
    ]);
    expect(rows('done')).toMatchObject([
      { key: 'group finished' },
      { key: 'job a', placeInGroup: 1, groupSize: 2 },
      { key: 'job b', placeInGroup: 2, groupSize: 2 },
    ]);
  });
});

test.each([
  ['running', ['cancel', 'pause']],
  ['planning', ['cancel', 'pause']],
  ['waiting', ['cancel', 'pause']],
  ['offline', ['cancel', 'pause']],
  ['paused', ['cancel', 'resume']],
  ['blocked', ['cancel', 'retry']],
  ['failed', ['clear', 'retry']],
  ['cancelled', ['clear', 'retry']],
  ['done', ['clear']],
] as const)('the buttons of a job that is %s keep their places', (status, actions) => {
  expect(jobActionsOf(job({ status }))).toEqual(actions);
});

test('a download that brought something can be shown in its folder', () => {
  expect(jobActionsOf(job({ kind: 'download', status: 'done', doneCount: 1 }))).toEqual(['clear', 'reveal']);
  expect(jobActionsOf(job({ kind: 'download', status: 'failed', doneCount: 1 }))).toEqual([
    'clear',
    'retry',
    'reveal',
  ]);
});
