import '../commands/words.ts';
import { expect, test } from 'vitest';
import {
  doneText,
  failedText,
  farText,
  fractionOf,
  goingText,
  stoppedText,
} from '../../../../renderer/features/activity/activityWords.ts';
import { outcomeOf } from '../../../../renderer/features/activity/outcomes.ts';
import { operation } from './operation.ts';

const rename = { deed: 'rename', firstName: 'menu.pdf', count: 1, newName: 'list.pdf' } as const;
const move = { deed: 'move', firstName: 'a', count: 3, asksWhenTaken: true } as const;

test('what was done is told by its name where it is one thing, else by how many files', () => {
  expect(doneText(operation(), move)).toBe('Moved 12 files to Lisbon');
  expect(doneText(operation({ name: 'menu.pdf', doneCount: 1 }), undefined)).toBe('Moved menu.pdf to Lisbon');
  expect(doneText(operation(), rename)).toBe('Renamed menu.pdf to list.pdf');
  const top = { accountId: 'home', bucket: 'photos', prefix: '' };
  expect(doneText(operation({ kind: 'copy', target: top, doneCount: 1 }), undefined)).toBe(
    'Copied 1 file to photos',
  );
  expect(
    doneText(operation({ kind: 'undo' }), { deed: 'undo', firstName: '', count: 0, what: 'Move a to b' }),
  ).toBe('Undone: Move a to b');
});

test('what goes on says how far it is', () => {
  const running = operation({ status: 'running', doneCount: 5, doneBytes: 48e6 });
  expect(goingText(running, move)).toBe('Moving 12 files to Lisbon');
  expect(farText(running)).toBe('5 of 12 files, 48 of 120 MB');
  expect(fractionOf(running)).toBeCloseTo(0.4);
  expect(farText(operation({ fileCount: 0 }))).toBe('');
  expect(fractionOf(operation({ fileCount: 0, sizeBytes: 0 }))).toBeUndefined();
});

test('a failure says how many, or what', () => {
  expect(failedText(operation({ failureCount: 2 }), move)).toBe('2 files could not be moved');
  expect(failedText(operation({ status: 'failed' }), rename)).toBe('Could not rename menu.pdf');
  expect(stoppedText(operation({ doneCount: 4 }), move)).toBe('Stopped after 4 files were moved');
  expect(stoppedText(operation({ doneCount: 0 }), move)).toBe('Stopped. Nothing was changed.');
});

test('a name in a toast cannot deceive', () => {
  expect(doneText(operation({ name: 'a\u202egnp.exe', doneCount: 1 }), undefined)).toBe(
    'Moved a[U+202E]gnp.exe to Lisbon',
  );
});

test('each end is told once, where it belongs', () => {
  expect(outcomeOf(operation(), move)).toEqual({ kind: 'done', text: 'Moved 12 files to Lisbon' });
  expect(outcomeOf(operation({ kind: 'delete' }), undefined)).toBeUndefined();
  expect(outcomeOf(operation({ kind: 'measure' }), undefined)).toBeUndefined();
  expect(outcomeOf(operation({ kind: 'stage' }), undefined)).toBeUndefined();
  expect(outcomeOf(operation({ kind: 'stage', status: 'failed' }), undefined)?.kind).toBe('failed');
  // Its starter asks what to do.
  const stopped = operation({ status: 'failed', doneCount: 0, takenNames: ['a'], takenCount: 1 });
  expect(outcomeOf(stopped, move)).toBeUndefined();
  expect(outcomeOf(stopped, undefined)?.text).toBe('Nothing was done, because 1 name is taken');
  // All of them were to be left alone.
  expect(outcomeOf(operation({ doneCount: 0 }), move)).toBeUndefined();
});
