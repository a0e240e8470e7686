import { expect, test } from 'vitest';
import { createClosing } from '../../../electron/core/closing.ts';
import { defaultSettings } from '../../../electron/shell/storedState.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { TransfersSnapshot } from '../../../shared/domain/transfer.ts';

function snapshotOf(goingJobCount: number, activeJobCount = goingJobCount): TransfersSnapshot {
  const total = { sizeBytes: 0, doneBytes: 0, bytesPerSecond: 0, isStalled: false };
  return { jobs: [], total: { ...total, goingJobCount, activeJobCount } };
}

function setUp(whenClosed: Settings['whenClosed'], goingJobCount: number, operationCount = 0) {
  let going = { transfers: snapshotOf(goingJobCount), operations: operationCount };
  let settings: Settings = { ...defaultSettings, whenClosed };
  let isInBackground = false;
  const told: string[] = [];
  const closing = createClosing({
    settingsStore: {
      read: () => settings,
      write: (changed) => {
        settings = changed;
      },
      readAddedBuckets: () => [],
      writeAddedBuckets: () => undefined,
    },
    desktop: {
      goToBackground: () => {
        isInBackground = true;
        told.push('background');
      },
      isInBackground: () => isInBackground,
      quit: () => told.push('quit'),
    },
    snapshot: () => going.transfers,
    operationCount: () => going.operations,
    onSettings: (changed) => told.push(`settings ${changed.whenClosed}`),
    onAsking: (isAsking) => told.push(`asking ${isAsking}`),
  });
  const change = (transfers: TransfersSnapshot, operations = 0) => {
    going = { transfers, operations };
    closing.changed();
  };
  return { closing, told, change };
}

test('without anything that moves, the window closes at once', () => {
  const { closing, told } = setUp('ask', 0);
  expect([closing.request(), told]).toEqual(['close', []]);
});

test('while something moves, the window asks once', () => {
  const { closing, told } = setUp('ask', 2);
  expect(closing.request()).toBe('keep');
  closing.answer('quit', false);
  expect(told).toEqual(['asking true', 'asking false', 'quit']);
});

test('ending Satchel itself asks nothing', () => {
  const { closing, told } = setUp('ask', 2);
  closing.quitting();
  expect([closing.request(), told]).toEqual(['close', []]);
});

test('staying leaves everything as it is, and the next time it is asked again', () => {
  const { closing, told } = setUp('ask', 1);
  closing.request();
  closing.answer('stay', true);
  expect([closing.request(), told]).toEqual(['keep', ['asking true', 'asking false', 'asking true']]);
});

test('whoever closes the window again instead of answering means it', () => {
  const { closing } = setUp('ask', 1);
  expect([closing.request(), closing.request()]).toEqual(['keep', 'close']);
});

test('an answer for all times to come is a setting', () => {
  const { closing, told } = setUp('ask', 1);
  closing.request();
  closing.answer('background', true);
  expect(told).toEqual(['asking true', 'asking false', 'settings background', 'background']);
});

test('set to go on in the background, the window hides without a question, and closes from there', () => {
  const { closing, told } = setUp('background', 1);
  expect([closing.request(), closing.request(), told]).toEqual(['keep', 'close', ['background']]);
});

test('set to stop, the window closes without a question', () => {
  const { closing, told } = setUp('quit', 1);
  expect([closing.request(), told]).toEqual(['close', []]);
});

test('in the background, Satchel ends with the last transfer, and waits for those that need the user', () => {
  const { closing, told, change } = setUp('background', 1);
  change(snapshotOf(0, 0));
  change(snapshotOf(1));
  closing.request();
  change(snapshotOf(0, 1));
  expect(told).toEqual(['background']);
  change(snapshotOf(0, 0));
  expect(told).toEqual(['background', 'quit']);
});

test('a copy, a move or a deletion is asked about, too, and Satchel in the background waits for it', () => {
  expect(setUp('ask', 0, 1).closing.request()).toBe('keep');
  const { closing, told, change } = setUp('background', 1, 1);
  closing.request();
  change(snapshotOf(0, 0), 1);
  expect(told).toEqual(['background']);
  change(snapshotOf(0, 0), 0);
  expect(told).toEqual(['background', 'quit']);
});

test('what ends while Satchel does ends it once', () => {
  const { closing, told, change } = setUp('background', 0, 1);
  closing.request();
  closing.quitting();
  change(snapshotOf(0, 0), 0);
  expect(told).toEqual(['background']);
});
