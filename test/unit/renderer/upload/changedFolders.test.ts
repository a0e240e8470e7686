import { expect, test } from 'vitest';
import { touchesFolder } from '../../../../renderer/features/upload/changedFolders.ts';
import type { TransferJob } from '../../../../shared/domain/transfer.ts';

function job(prefix: string, changes: Partial<TransferJob> = {}): TransferJob {
  return {
    id: 'job',
    kind: 'upload',
    status: 'running',
    firstName: 'x',
    chosenCount: 1,
    accountId: 'one',
    targetLabel: '',
    target: { accountId: 'one', bucket: 'photos', prefix },
    fileCount: 2,
    doneCount: 1,
    skippedCount: 0,
    failedCount: 0,
    sizeBytes: 2,
    doneBytes: 1,
    bytesPerSecond: 0,
    isStalled: false,
    failures: [],
    renamed: [],
    renamedCount: 0,
    startedAtMs: 0,
    ...changes,
  };
}

const open = { accountId: 'one', bucket: 'photos', prefix: 'a/' };

test.each([
  ['into the folder itself', job('a/'), true],
  ['of a folder into the one around it', job(''), true],
  ['into a folder below, which may be new', job('a/b/'), true],
  ['into a folder beside it', job('b/'), false],
  ['of which nothing has arrived yet', job('a/', { doneCount: 0 }), false],
  ['into another bucket', job('a/', { target: { accountId: 'one', bucket: 'other', prefix: 'a/' } }), false],
  ['of another account', job('a/', { target: { accountId: 'two', bucket: 'photos', prefix: 'a/' } }), false],
])('an upload %s shows in an open folder: %#', (_name, upload, expected) => {
  expect(touchesFolder(upload, open)).toBe(expected);
});

test('a download changes no folder', () => {
  expect(touchesFolder(job('a/', { kind: 'download' }), open)).toBe(false);
});
