import type { Handlers } from '../ipc/handlers.ts';
import type { Thumbnails } from '../thumbnails/thumbnails.ts';

/** `thumbnail.*`: what is kept of thumbnails; they themselves come by their protocol. */
export function createThumbnailHandlers(thumbnails: Pick<Thumbnails, 'clear'>) {
  return {
    'thumbnail.clear': async () => {
      await thumbnails.clear();
      return null;
    },
  } satisfies Partial<Handlers>;
}
