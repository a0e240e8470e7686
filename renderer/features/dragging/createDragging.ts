import type { Location, Selection } from '../../../shared/domain/object.ts';
import { type DropPlace, isSamePlace } from './dropPlace.ts';
import { type DropKeys, judgeFiles, judgeSelection, type Verdict } from './dropRules.ts';

/** What was taken hold of. */
export type Grabbed = {
  /** The name of the only thing; undefined for several. */
  readonly name: string | undefined;
  readonly count: number;
  /** Asked for once, when the drag begins: naming a million keys takes a moment. */
  readonly toSelection: () => Selection;
};

/** In CSS pixels of the window. */
export type Point = { readonly x: number; readonly y: number };

/** Where the drag is now, and what letting go would do. */
export type Over = {
  readonly what: 'selection' | 'files';
  readonly place: DropPlace | undefined;
  readonly verdict: Verdict;
};

/** A selection that is being dragged with the pointer; `out` is how far it is on its way out of the window. */
export type Drag = {
  readonly name: string | undefined;
  readonly count: number;
  readonly at: Point;
  readonly out: 'no' | 'preparing' | 'tooLarge';
};

/** What the window does for a drag. */
export type DragHost = {
  readonly isReadOnly: (accountId: string) => boolean;
  readonly onDropSelection: (selection: Selection, target: Location, effect: 'move' | 'copy') => void;
  readonly onDropFiles: (files: readonly File[], target: Location) => void;
  /** Opens what one has waited over. */
  readonly onOpen: (place: DropPlace) => void;
  /** Too much was dragged out of the window: asks where to save it. */
  readonly onSaveInstead: (selection: Selection) => void;
  readonly startDragOut: (selection: Selection) => Promise<'dragged' | 'tooLarge' | 'cancelled'>;
  readonly cancelDragOut: () => void;
  readonly onFailed: (error: unknown) => void;
};

/** One drag at a time, as a small external store. */
export type Dragging = {
  setHost(host: DragHost | undefined): void;
  getDrag(): Drag | undefined;
  /** The same object for as long as the place and the verdict stay the same. */
  getOver(): Over | undefined;
  subscribe(listener: () => void): () => void;

  begin(grabbed: Grabbed, at: Point): void;
  move(at: Point, place: DropPlace | undefined, keys: DropKeys): void;
  /** The pointer is outside of the window, with its button held. */
  leave(at: Point): void;
  /** The button was let go. */
  release(): void;
  /** Escape, or the pointer was taken away: nothing is dropped. */
  cancel(): void;
  /** The system has taken the pointer, which is how a drag out of the window begins. */
  pointerTaken(): void;
  /** The pointer moves without a button: a drag out of the window is over. */
  pointerFree(): void;

  /** Files hover over the window, perhaps the very ones that were dragged out of it; true where they can be dropped. */
  filesOver(place: DropPlace | undefined, keys: DropKeys, isDialogOpen: boolean): boolean;
  filesLeft(): void;
  filesDropped(files: readonly File[]): void;
};

/** How long one waits over a place until it opens, in milliseconds. */
export const springMs = 800;

type Timers = { readonly set: (callback: () => void, delayMs: number) => () => void };

/** Nothing is dragged. */
export function createDragging(timers: Timers): Dragging {
  const listeners = new Set<() => void>();
  let host: DragHost | undefined;
  let selection: Selection | undefined;
  let drag: Drag | undefined;
  let over: Over | undefined;
  let isTooLarge = false;
  /** What was handed to the system; it may come back as files. */
  let handedOut: Selection | undefined;
  let outNumber = 0;
  let stopSpring: (() => void) | undefined;

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const setOver = (next: Over | undefined): void => {
    if (isSameOver(over, next)) return;
    const isOtherPlace = !isSamePlace(over?.place, next?.place);
    over = next;
    if (!isOtherPlace) return;
    stopSpring?.();
    stopSpring = undefined;
    const place = next?.place;
    if (place === undefined || (next?.verdict.kind === 'refused' && !opensAll(next.verdict))) return;
    stopSpring = timers.set(() => host?.onOpen(place), springMs);
  };
  const end = (): void => {
    setOver(undefined);
    drag = undefined;
    selection = undefined;
    isTooLarge = false;
    tell();
  };
  const takeBack = (): void => {
    outNumber += 1;
    if (handedOut !== undefined) host?.cancelDragOut();
    handedOut = undefined;
  };
  const judge = (place: DropPlace | undefined, dragged: Selection, keys: DropKeys): Over => {
    const isReadOnly = host?.isReadOnly ?? (() => true);
    return { what: 'selection', place, verdict: judgeSelection(dragged, place, keys, isReadOnly) };
  };
  const handOut = async (dragged: Selection): Promise<void> => {
    if (host === undefined) return;
    handedOut = dragged;
    outNumber += 1;
    const number = outNumber;
    try {
      const outcome = await host.startDragOut(dragged);
      if (number !== outNumber) return;
      if (outcome !== 'dragged') handedOut = undefined;
      if (outcome !== 'tooLarge') {
        end();
        return;
      }
      isTooLarge = true;
      if (drag !== undefined && drag.out !== 'no') drag = { ...drag, out: 'tooLarge' };
      tell();
    } catch (error) {
      if (number !== outNumber) return;
      handedOut = undefined;
      end();
      host?.onFailed(error);
    }
  };

  return {
    setHost: (next) => {
      host = next;
    },
    getDrag: () => drag,
    getOver: () => over,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    begin({ name, count, toSelection }, at) {
      selection = toSelection();
      drag = { name, count, at, out: 'no' };
      tell();
    },
    move(at, place, keys) {
      if (drag === undefined || selection === undefined) return;
      if (drag.out === 'preparing') takeBack();
      drag = { ...drag, at, out: 'no' };
      setOver(judge(place, selection, keys));
      tell();
    },
    leave(at) {
      if (drag === undefined || selection === undefined) return;
      setOver(undefined);
      const isNew = drag.out === 'no';
      drag = { ...drag, at, out: isTooLarge ? 'tooLarge' : 'preparing' };
      tell();
      if (isNew && !isTooLarge) void handOut(selection);
    },
    release() {
      if (drag === undefined || selection === undefined) return;
      const dropped = selection;
      const { out } = drag;
      const verdict = over?.verdict;
      if (out === 'preparing') takeBack();
      end();
      if (out === 'tooLarge') host?.onSaveInstead(dropped);
      if (out !== 'no' || verdict?.kind !== 'allowed' || verdict.effect === 'upload') return;
      host?.onDropSelection(dropped, verdict.location, verdict.effect);
    },
    cancel() {
      takeBack();
      end();
    },
    pointerTaken() {
      // On its way out, only the picture under the pointer goes: the system draws its own.
      if (drag?.out !== 'preparing') takeBack();
      end();
    },
    pointerFree() {
      if (drag === undefined) handedOut = undefined;
    },

    filesOver(place, keys, isDialogOpen) {
      const isReadOnly = host?.isReadOnly ?? (() => true);
      if (isDialogOpen) {
        setOver({ what: 'files', place, verdict: { kind: 'refused', reason: 'dialog' } });
      } else if (handedOut !== undefined) setOver(judge(place, handedOut, keys));
      else setOver({ what: 'files', place, verdict: judgeFiles(place, isReadOnly) });
      tell();
      return over?.verdict.kind === 'allowed';
    },
    filesLeft() {
      setOver(undefined);
      tell();
    },
    filesDropped(files) {
      const verdict = over?.verdict;
      const own = handedOut;
      handedOut = undefined;
      end();
      if (verdict?.kind !== 'allowed') return;
      if (verdict.effect !== 'upload') {
        if (own !== undefined) host?.onDropSelection(own, verdict.location, verdict.effect);
      } else if (files.length > 0) host?.onDropFiles(files, verdict.location);
    },
  };
}

/** Waiting opens also what nothing can be dropped on: its folders may be other ones. */
function opensAll({ reason }: Verdict & { readonly kind: 'refused' }): boolean {
  return reason === 'here' || reason === 'noFolder' || reason === 'accounts';
}

function isSameOver(left: Over | undefined, right: Over | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return (
    left.what === right.what &&
    isSamePlace(left.place, right.place) &&
    isSameVerdict(left.verdict, right.verdict)
  );
}

function isSameVerdict(left: Verdict, right: Verdict): boolean {
  if (left.kind === 'refused' || right.kind === 'refused') {
    return left.kind === 'refused' && right.kind === 'refused' && left.reason === right.reason;
  }
  return left.effect === right.effect;
}
