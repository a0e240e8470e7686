import { afterEach, expect, test, vi } from 'vitest';
import { type OperationState, runOperation } from '../../../../renderer/features/deleting/runOperation.ts';
import type { Operation } from '../../../../shared/domain/operation.ts';
import type { Answer } from '../../../../shared/ipc/contract.ts';

const operation = (id: string, fileCount: number): Operation => ({
  id,
  kind: 'measure',
  status: 'running',
  fileCount,
  sizeBytes: 0,
  doneCount: 0,
  doneBytes: 0,
  canUndo: false,
  failures: [],
  failureCount: 0,
});

function setUp(answer: Answer = { ok: true, value: null }) {
  const listeners = new Set<(name: string, payload: unknown) => void>();
  const asked: unknown[] = [];
  vi.stubGlobal('window', {
    satchel: {
      request: async (name: string, input: unknown) => {
        asked.push([name, input]);
        return answer;
      },
      subscribe: (listener: (name: string, payload: unknown) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  const states: OperationState[] = [];
  return {
    asked,
    listeners,
    states,
    onState: (state: OperationState) => states.push(state),
    push: (payload: Operation) => {
      for (const listener of listeners) listener('operation.changed', payload);
    },
  };
}

function deferredStart() {
  let resolve: (started: { operationId: string }) => void = () => undefined;
  const promise = new Promise<{ operationId: string }>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

afterEach(() => vi.unstubAllGlobals());

test('an event that overtakes the answer is not lost, and others’ events are not taken', async () => {
  const { states, onState, push } = setUp();
  const started = deferredStart();
  runOperation(() => started.promise, onState);
  push(operation('mine', 1));
  push(operation('another', 9));
  started.resolve({ operationId: 'mine' });
  await new Promise(setImmediate);
  push(operation('another', 10));
  push(operation('mine', 2));
  expect(states).toEqual([
    { kind: 'known', operation: operation('mine', 1) },
    { kind: 'known', operation: operation('mine', 2) },
  ]);
});

test('a start that fails is told, and nothing keeps listening', async () => {
  const { states, onState, listeners } = setUp();
  runOperation(() => Promise.reject(new Error('lost')), onState);
  await new Promise(setImmediate);
  expect(states).toEqual([
    { kind: 'failed', error: { code: 'internal', message: 'lost', retryable: false } },
  ]);
  expect(listeners.size).toBe(0);
});

test('cancel waits for the id, so that it never misses', async () => {
  const { asked, onState } = setUp();
  const started = deferredStart();
  const run = runOperation(() => started.promise, onState);
  const cancelled = run.cancel();
  started.resolve({ operationId: 'mine' });
  await cancelled;
  expect(asked).toEqual([['operation.cancel', { operationId: 'mine' }]]);
});

test('after detach nothing is told', async () => {
  const { states, onState, push } = setUp();
  const run = runOperation(async () => ({ operationId: 'mine' }), onState);
  run.detach();
  await new Promise(setImmediate);
  push(operation('mine', 1));
  expect(states).toEqual([]);
});
