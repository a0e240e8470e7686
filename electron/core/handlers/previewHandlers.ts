import type { Handlers } from '../ipc/handlers.ts';
import type { Previews } from '../previews/previews.ts';

/** `preview.*`: opens and closes what the preview protocol serves. */
export function createPreviewHandlers(previews: Previews) {
  return {
    'preview.open': ({ accountId, bucket, key }) => previews.open({ accountId, bucket, key }),
    'preview.close': ({ token }) => {
      previews.close(token);
      return null;
    },
  } satisfies Partial<Handlers>;
}
