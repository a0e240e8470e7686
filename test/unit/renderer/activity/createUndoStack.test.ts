import { expect, test } from 'vitest';
import { createUndoStack, maxUndoables } from '../../../../renderer/features/activity/createUndoStack.ts';

const by = (operationId: string) => ({ kind: 'operation', operationId, folders: [] }) as const;

test('the newest comes off first, and each only once', () => {
  const stack = createUndoStack();
  const first = stack.push({ what: 'first', by: by('1') });
  const second = stack.push({ what: 'second', by: by('2') });
  expect(stack.newest()).toBe(second);
  expect(stack.take(second.id)).toBe(second);
  expect(stack.take(second.id)).toBeUndefined();
  expect(stack.newest()).toBe(first);
});

test('an older one can be taken back by its toast', () => {
  const stack = createUndoStack();
  const first = stack.push({ what: 'first', by: by('1') });
  const second = stack.push({ what: 'second', by: by('2') });
  expect(stack.take(first.id)).toBe(first);
  expect(stack.newest()).toBe(second);
});

test('only the last ones are remembered', () => {
  const stack = createUndoStack();
  const first = stack.push({ what: '0', by: by('0') });
  for (let index = 1; index <= maxUndoables; index += 1) stack.push({ what: `${index}`, by: by(`${index}`) });
  expect(stack.take(first.id)).toBeUndefined();
  expect(stack.newest()?.what).toBe(`${maxUndoables}`);
});
