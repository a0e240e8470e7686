import { drawMovie } from './movie.ts';
import { drawPicture } from './picture.ts';

/**
 * The whole of the hidden page's surface: main calls this by name and gets the WebP's bytes, or null for a file that
 * cannot be decoded. The page has no preload, no Node and no network; it reads the file at the address it is given.
 */
async function makeThumbnail(kind: 'picture' | 'movie', url: string): Promise<ArrayBuffer | null> {
  try {
    const canvas = await (kind === 'picture' ? drawPicture(url) : drawMovie(url));
    const blob = await canvas?.convertToBlob({ type: 'image/webp', quality: 0.8 });
    return blob?.type === 'image/webp' ? await blob.arrayBuffer() : null;
  } catch (error) {
    console.warn(error);
    return null;
  }
}

declare global {
  interface Window {
    makeThumbnail: typeof makeThumbnail;
  }
}

window.makeThumbnail = makeThumbnail;
