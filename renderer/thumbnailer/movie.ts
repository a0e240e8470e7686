import { canvasFor } from './canvas.ts';

/** Below this mean of red, green and blue a frame shows nothing: a film that fades in. */
const blackBelow = 32;

/** Draws a frame of a movie: the first of three that is not black. */
export async function drawMovie(url: string): Promise<OffscreenCanvas | undefined> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'metadata';
  video.crossOrigin = 'anonymous';
  try {
    const opened = happened(video, 'loadeddata');
    video.src = url;
    await opened;
    const target = canvasFor(video.videoWidth, video.videoHeight);
    if (target === undefined) return undefined;
    const { canvas, context } = target;
    for (const seconds of momentsOf(video.duration)) {
      const arrived = happened(video, 'seeked');
      video.currentTime = seconds;
      await arrived;
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      if (!isBlack(context.getImageData(0, 0, canvas.width, canvas.height).data)) break;
    }
    return canvas;
  } finally {
    // Ends its requests.
    video.removeAttribute('src');
    video.load();
  }
}

/** Where to look, in seconds: near the start, where little has to be read, then further in. */
function momentsOf(durationSeconds: number): readonly number[] {
  if (!Number.isFinite(durationSeconds)) return [0, 1];
  return [Math.min(1, durationSeconds / 10), durationSeconds / 10, durationSeconds / 3];
}

function isBlack(pixels: Uint8ClampedArray): boolean {
  let sum = 0;
  let count = 0;
  for (let at = 0; at + 2 < pixels.length; at += 16) {
    sum += (pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0);
    count += 3;
  }
  return count > 0 && sum / count < blackBelow;
}

function happened(video: HTMLVideoElement, name: 'loadeddata' | 'seeked'): Promise<void> {
  return new Promise((resolve, reject) => {
    video.addEventListener(name, () => resolve(), { once: true });
    video.addEventListener('error', () => reject(new Error('The movie cannot be decoded.')), { once: true });
  });
}
