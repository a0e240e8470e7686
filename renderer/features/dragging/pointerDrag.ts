/**
 * Why drags begin with pointer events, and not as HTML5 drags.
 *
 * A drag has to work inside the window (onto folders, breadcrumbs, buckets, tabs, accounts) and out of it (files on the
 * desktop). Electron's `webContents.startDrag` begins a native drag of real files, which have to be on this computer
 * first, and Chromium refuses a second drag while one is under way: an HTML5 drag that leaves the window can neither
 * become a native one nor be ended by a script. Beginning each drag as a native one would mean to download whatever is
 * dragged from one folder into the next; a key to choose between the two would have to be known, and be held before.
 *
 * With pointer events there is no drag for the system until we say so. Inside, the page does all of it; the pointer is
 * captured, so it is followed beyond the window's edge as well. There, the files are brought (`drag.start`), and while
 * the button is still held the system takes over. What comes back over the window is then a drag of files, which
 * `createDragging` knows as its own and moves or copies where they came from, instead of uploading them.
 */
import { isMac } from '../browse/platform.ts';
import { edgeScrollPx } from '../browse/rubberBand.ts';
import type { Grabbed, Point } from './createDragging.ts';
import { dragging } from './draggingStore.ts';
import type { DropPlace } from './dropPlace.ts';
import { type DropKeys, dropKeysOf } from './dropRules.ts';

/** Less than this is a click with an unsteady hand, in CSS pixels. */
const thresholdPx = 5;

let placeAt: (element: Element | null) => DropPlace | undefined = () => undefined;

/** Says how the place under the pointer is found; it changes with the open folder. */
export function findPlacesWith(find: typeof placeAt): void {
  placeAt = find;
}

/** Watches a button that went down: the drag begins when the pointer moves away with it, and ends with the button. */
export function pressToDrag(pressed: PointerEvent, grabbed: Grabbed): void {
  const { pointerId } = pressed;
  const root = document.documentElement;
  let at: Point = pointOf(pressed);
  let keys: DropKeys = dropKeysOf(pressed, isMac);
  let isBegun = false;
  let frame = 0;

  const update = (): void => {
    if (isOutside(at)) dragging.leave(at);
    else dragging.move(at, placeAt(document.elementFromPoint(at.x, at.y)), keys);
    root.style.cursor = cursorOf();
  };
  const scroll = (): void => {
    frame = requestAnimationFrame(scroll);
    if (!isOutside(at) && scrollAtEdge(at)) update();
  };
  const begin = (): void => {
    isBegun = true;
    dragging.begin(grabbed, at);
    // What is under the pointer may go, as a folder opens; the window's root stays.
    root.setPointerCapture(pointerId);
    frame = requestAnimationFrame(scroll);
  };
  const onMove = (event: PointerEvent): void => {
    if (event.pointerId !== pointerId) return;
    if (event.buttons === 0) {
      // The button was let go where nobody told us.
      finish(dragging.cancel);
      return;
    }
    at = pointOf(event);
    keys = dropKeysOf(event, isMac);
    const isFar = Math.hypot(at.x - pressed.clientX, at.y - pressed.clientY) >= thresholdPx;
    if (!isBegun && isFar) begin();
    if (isBegun) update();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (!isBegun) return;
    // No other shortcut while something is dragged.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === 'Escape' && event.type === 'keydown') {
      finish(dragging.cancel);
      return;
    }
    keys = dropKeysOf(event, isMac);
    update();
  };
  const onUp = (event: PointerEvent): void => {
    if (event.pointerId === pointerId) finish(dragging.release);
  };
  const onCancel = (event: PointerEvent): void => {
    if (event.pointerId === pointerId) finish(dragging.pointerTaken);
  };
  const noTextDrag = (event: Event): void => event.preventDefault();
  const finish = (how: () => void): void => {
    cancelAnimationFrame(frame);
    window.removeEventListener('pointermove', onMove, true);
    window.removeEventListener('pointerup', onUp, true);
    window.removeEventListener('pointercancel', onCancel, true);
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('keyup', onKey, true);
    window.removeEventListener('dragstart', noTextDrag, true);
    if (!isBegun) return;
    root.style.cursor = '';
    how();
  };
  window.addEventListener('pointermove', onMove, true);
  window.addEventListener('pointerup', onUp, true);
  window.addEventListener('pointercancel', onCancel, true);
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('keyup', onKey, true);
  window.addEventListener('dragstart', noTextDrag, true);
}

function pointOf(event: PointerEvent): Point {
  return { x: event.clientX, y: event.clientY };
}

function isOutside({ x, y }: Point): boolean {
  return x < 0 || y < 0 || x >= window.innerWidth || y >= window.innerHeight;
}

function cursorOf(): string {
  const verdict = dragging.getOver()?.verdict;
  if (verdict?.kind === 'refused') return 'not-allowed';
  return verdict?.effect === 'copy' ? 'copy' : 'grabbing';
}

/** Scrolls the list under the pointer when that is near its upper or lower edge; true when it did. */
function scrollAtEdge({ x, y }: Point): boolean {
  let element = document.elementFromPoint(x, y);
  while (element !== null && !scrolls(element)) element = element.parentElement;
  if (element === null) return false;
  const { top, bottom } = element.getBoundingClientRect();
  const before = element.scrollTop;
  element.scrollTop += edgeScrollPx(y, top, bottom);
  return element.scrollTop !== before;
}

function scrolls(element: Element): boolean {
  if (element.scrollHeight <= element.clientHeight) return false;
  const { overflowY } = getComputedStyle(element);
  return overflowY === 'auto' || overflowY === 'scroll';
}
