import { expect, test } from 'vitest';
import type { About } from '../../../../renderer/features/activity/about.ts';
import { createOperationsStore } from '../../../../renderer/features/activity/createOperationsStore.ts';
import type { Operation } from '../../../../shared/domain/operation.ts';
import { operation } from './operation.ts';

const about: About = { deed: 'move', firstName: 'a', count: 1 };

function opened(listed: readonly Operation[] = []) {
  let emit: (operation: Operation) => void = () => undefined;
  const store = createOperationsStore({
    list: async () => listed,
    onChanged: (listener) => {
      emit = listener;
      return () => undefined;
    },
    cancel: async () => undefined,
  });
  const ends: (readonly [string, About | undefined])[] = [];
  store.onEnded(({ id }, told) => ends.push([id, told]));
  return { store, ends, emit: (change: Partial<Operation>) => emit(operation(change)) };
}

test('an end that overtakes the answer to its start is still its own', async () => {
  const { store, ends, emit } = opened();
  let answer: (value: { readonly operationId: string }) => void = () => undefined;
  const started = store.start(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
    about,
  );
  emit({ id: 'mine' });
  emit({ id: 'another' });
  expect(ends).toEqual([]);
  answer({ operationId: 'mine' });
  expect((await started).id).toBe('mine');
  expect(ends).toEqual([
    ['mine', about],
    ['another', undefined],
  ]);
});

test('what runs is listed in the order in which it began', async () => {
  const { store, emit } = opened([operation({ id: 'old', status: 'running' })]);
  emit({ id: 'a', status: 'running' });
  await expect.poll(() => store.running().length).toBe(2);
  emit({ id: 'a', status: 'running', doneCount: 3 });
  expect(store.running().map(({ id, doneCount }) => [id, doneCount])).toEqual([
    ['a', 3],
    ['old', 12],
  ]);
  emit({ id: 'a' });
  expect(store.running().map(({ id }) => id)).toEqual(['old']);
});

test('a start that fails holds back nothing else', async () => {
  const { store, ends, emit } = opened();
  const started = store.start(() => Promise.reject(new Error('No')), about);
  emit({ id: 'another' });
  await expect(started).rejects.toThrow('No');
  expect(ends).toEqual([['another', undefined]]);
});

test('an end is told once, and what can be undone no longer is told apart', () => {
  const { store, ends, emit } = opened();
  const past: string[] = [];
  store.onPast((id) => past.push(id));
  emit({ id: 'a' });
  emit({ id: 'a', canUndo: false });
  expect(ends).toEqual([['a', undefined]]);
  expect(past).toEqual(['a']);
});
