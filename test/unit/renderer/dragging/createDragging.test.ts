import { describe, expect, test } from 'vitest';
import {
  createDragging,
  type DragHost,
  springMs,
} from '../../../../renderer/features/dragging/createDragging.ts';
import type { DropPlace } from '../../../../renderer/features/dragging/dropPlace.ts';
import type { Selection } from '../../../../shared/domain/object.ts';
import { manualClock } from '../../transfers/manualClock.ts';

const selection: Selection = { accountId: 'a', bucket: 'b', basePrefix: '', keys: ['x.txt'], prefixes: [] };
const folder = (prefix: string): DropPlace => ({
  accountId: 'a',
  location: { accountId: 'a', bucket: 'b', prefix },
});
const noKeys = { wantsCopy: false, wantsMove: false };
const at = { x: 10, y: 10 };
const outside = { x: -10, y: 10 };
const settle = () => new Promise(setImmediate);

/** A drag in a window that only notes what it is told; `answer` ends the request to drag out. */
function setUp() {
  const clock = manualClock();
  const told: unknown[] = [];
  let answer: (outcome: 'dragged' | 'tooLarge' | 'cancelled') => void = () => undefined;
  const dragging = createDragging({ set: clock.setTimer });
  const host: DragHost = {
    isReadOnly: () => false,
    onDropSelection: (_selection, { prefix }, effect) => told.push(`${effect} to ${prefix}`),
    onDropFiles: (files, { prefix }) => told.push(`upload ${files.length} to ${prefix}`),
    onOpen: ({ location }) => told.push(`open ${location?.prefix}`),
    onSaveInstead: () => told.push('save instead'),
    startDragOut: () => {
      told.push('drag out');
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
    cancelDragOut: () => told.push('cancel drag out'),
    onFailed: () => told.push('failed'),
  };
  dragging.setHost(host);
  const begin = () => dragging.begin({ name: 'x.txt', count: 1, toSelection: () => selection }, at);
  return { dragging, clock, told, begin, answer: (...given: Parameters<typeof answer>) => answer(...given) };
}

describe('inside the window', () => {
  test('a selection goes where it is let go', () => {
    const { dragging, told, begin } = setUp();
    begin();
    dragging.move(at, folder('photos/'), { ...noKeys, wantsCopy: true });
    expect(dragging.getOver()?.verdict).toMatchObject({ effect: 'copy' });
    dragging.move(at, folder('photos/'), noKeys);
    dragging.release();
    expect(told).toEqual(['move to photos/']);
    expect([dragging.getDrag(), dragging.getOver()]).toEqual([undefined, undefined]);
  });

  test('nothing happens where it cannot go, or after Escape', () => {
    const { dragging, told, begin } = setUp();
    begin();
    dragging.move(at, folder(''), noKeys);
    dragging.release();
    begin();
    dragging.move(at, folder('photos/'), noKeys);
    dragging.cancel();
    dragging.release();
    expect(told).toEqual([]);
  });

  test('waiting over a place opens it, once', () => {
    const { dragging, clock, told, begin } = setUp();
    begin();
    dragging.move(at, folder('one/'), noKeys);
    clock.advance(springMs - 1);
    dragging.move(at, folder('two/'), noKeys);
    clock.advance(springMs - 1);
    dragging.move({ x: 11, y: 10 }, folder('two/'), noKeys);
    clock.advance(1);
    clock.advance(springMs * 2);
    dragging.move(at, folder('three/'), noKeys);
    dragging.cancel();
    clock.advance(springMs);
    expect(told).toEqual(['open two/']);
  });
});

describe('out of the window', () => {
  test('the files are brought once, and the system takes over', async () => {
    const { dragging, told, begin, answer } = setUp();
    begin();
    dragging.leave(outside);
    dragging.leave({ x: -20, y: 10 });
    expect(dragging.getDrag()?.out).toBe('preparing');
    answer('dragged');
    await settle();
    expect(dragging.getDrag()).toBeUndefined();
    expect(told).toEqual(['drag out']);
  });

  test.each([['let go'], ['back inside']])('being %s before gives the files up', async (how) => {
    const { dragging, told, begin, answer } = setUp();
    begin();
    dragging.leave(outside);
    if (how === 'let go') dragging.release();
    else dragging.move(at, folder('photos/'), noKeys);
    answer('cancelled');
    await settle();
    expect(told).toEqual(['drag out', 'cancel drag out']);
    expect(dragging.getDrag()?.out).toBe(how === 'let go' ? undefined : 'no');
  });

  test('too much is said, not tried again, and saved where the user says', async () => {
    const { dragging, told, begin, answer } = setUp();
    begin();
    dragging.leave(outside);
    answer('tooLarge');
    await settle();
    dragging.move(at, undefined, noKeys);
    dragging.leave(outside);
    expect(dragging.getDrag()?.out).toBe('tooLarge');
    dragging.release();
    expect(told).toEqual(['drag out', 'save instead']);
  });

  test('what comes back is moved and not uploaded', async () => {
    const { dragging, told, begin } = setUp();
    begin();
    dragging.leave(outside);
    // The answer comes only after the drag where the system's drag holds up the main process.
    dragging.pointerTaken();
    expect(dragging.filesOver(folder('photos/'), noKeys, false)).toBe(true);
    dragging.filesDropped([new File(['x'], 'x.txt')]);
    expect(told).toEqual(['drag out', 'move to photos/']);
  });

  test('files that come later are others', async () => {
    const { dragging, told, begin, answer } = setUp();
    begin();
    dragging.leave(outside);
    answer('dragged');
    await settle();
    dragging.pointerFree();
    dragging.filesOver(folder('photos/'), noKeys, false);
    dragging.filesDropped([new File(['x'], 'x.txt')]);
    expect(told).toEqual(['drag out', 'upload 1 to photos/']);
  });
});

test('files are refused while a question waits', () => {
  const { dragging, told } = setUp();
  expect(dragging.filesOver(folder('photos/'), noKeys, true)).toBe(false);
  expect(dragging.getOver()?.verdict).toEqual({ kind: 'refused', reason: 'dialog' });
  dragging.filesDropped([new File(['x'], 'x.txt')]);
  expect(told).toEqual([]);
});
