/** The longest side of a thumbnail, in pixels. */
const longestSide = 256;
/** The decoder's own idea of the size has to keep the limit that main has checked by the first bytes. */
const maxPixels = 80_000_000;

/** An empty canvas for a thumbnail of something so large; undefined where it is too large, or has no size. */
export function canvasFor(width: number, height: number) {
  if (width < 1 || height < 1 || width * height > maxPixels) return undefined;
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  context.imageSmoothingQuality = 'high';
  return { canvas, context };
}
