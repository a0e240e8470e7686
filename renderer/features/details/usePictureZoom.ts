import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { fitted, moved, type PictureView, type Point, zoomed, zoomStep } from './pictureView.ts';

const doubleClickScale = 3;
const keyPanPx = 48;

/** Lets a picture be enlarged and moved by wheel, pinch, drag, double click and keys. */
export function usePictureZoom() {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<PictureView>(fitted);
  const pointers = useRef(new Map<number, Point>());

  const sizeOfBox = useCallback(() => {
    const { clientWidth = 0, clientHeight = 0 } = box.current ?? {};
    return { width: clientWidth, height: clientHeight };
  }, []);
  const fromMiddle = useCallback(({ x, y }: Point): Point => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds === undefined) return { x: 0, y: 0 };
    return { x: x - bounds.left - bounds.width / 2, y: y - bounds.top - bounds.height / 2 };
  }, []);
  const zoomBy = useCallback(
    (factor: number, at?: Point) => setView((now) => zoomed(now, factor, sizeOfBox(), at && fromMiddle(at))),
    [sizeOfBox, fromMiddle],
  );
  const showAll = useCallback(() => setView(fitted), []);

  const isEnlarged = view.scale > 1;
  const latest = useRef(isEnlarged);
  latest.current = isEnlarged;
  useEffect(() => {
    const element = box.current;
    // React's own wheel listener cannot keep the browser from scrolling.
    const onWheel = (event: WheelEvent) => {
      // A picture that is fitted cannot become smaller: the pane scrolls then.
      if (event.deltaY === 0 || (event.deltaY > 0 && !latest.current && !event.ctrlKey)) return;
      event.preventDefault();
      // A pinch on a touchpad comes as a wheel with Ctrl, in smaller steps.
      const speed = event.ctrlKey ? 0.01 : 0.002;
      zoomBy(Math.exp(-event.deltaY * speed), { x: event.clientX, y: event.clientY });
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [zoomBy]);

  const onPointerMove = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    if (other === undefined) {
      setView((shown) => moved(shown, now.x - before.x, now.y - before.y, sizeOfBox()));
      return;
    }
    const apart = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
    zoomBy(apart(now) / apart(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  };
  const forget = (event: PointerEvent) => pointers.current.delete(event.pointerId);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pans: Readonly<Record<string, Point>> = {
      ArrowLeft: { x: keyPanPx, y: 0 },
      ArrowRight: { x: -keyPanPx, y: 0 },
      ArrowUp: { x: 0, y: keyPanPx },
      ArrowDown: { x: 0, y: -keyPanPx },
    };
    const pan = pans[event.key];
    if (event.key === '+' || event.key === '=') zoomBy(zoomStep);
    else if (event.key === '-') zoomBy(1 / zoomStep);
    else if (event.key === '0') showAll();
    else if (pan !== undefined && isEnlarged) setView((now) => moved(now, pan.x, pan.y, sizeOfBox()));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    box,
    view,
    isEnlarged,
    zoomIn: () => zoomBy(zoomStep),
    zoomOut: () => zoomBy(1 / zoomStep),
    showAll,
    handlers: {
      onKeyDown,
      onPointerDown: (event: PointerEvent) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      },
      onPointerMove,
      onPointerUp: forget,
      onPointerCancel: forget,
      onLostPointerCapture: forget,
      onDoubleClick: ({ clientX: x, clientY: y }: { readonly clientX: number; readonly clientY: number }) =>
        isEnlarged ? showAll() : zoomBy(doubleClickScale, { x, y }),
    },
  };
}
