/** How a picture is drawn in its box: how many times its fitted size, and how far from the middle, in CSS pixels. */
export type PictureView = { readonly scale: number; readonly x: number; readonly y: number };
export type Point = { readonly x: number; readonly y: number };
export type Box = { readonly width: number; readonly height: number };

export const fitted: PictureView = { scale: 1, x: 0, y: 0 };
export const maxScale = 32;
/** One step of a button or of a key. */
export const zoomStep = 1.5;

/** Never less than fitted, and never so far aside that the box shows more than the picture. */
function bounded({ scale, x, y }: PictureView, { width, height }: Box): PictureView {
  const limit = (value: number, length: number) => {
    const most = ((scale - 1) * length) / 2;
    return Math.min(Math.max(value, -most), most);
  };
  return { scale, x: limit(x, width), y: limit(y, height) };
}

/** Makes it `factor` times as large; what is at `point` (from the middle of the box) stays there. */
export function zoomed(
  view: PictureView,
  factor: number,
  box: Box,
  point: Point = { x: 0, y: 0 },
): PictureView {
  const scale = Math.min(Math.max(view.scale * factor, 1), maxScale);
  const by = scale / view.scale;
  return bounded({ scale, x: point.x - (point.x - view.x) * by, y: point.y - (point.y - view.y) * by }, box);
}

/** Moves it by so many pixels. */
export function moved(view: PictureView, x: number, y: number, box: Box): PictureView {
  return bounded({ ...view, x: view.x + x, y: view.y + y }, box);
}
