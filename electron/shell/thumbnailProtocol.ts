import type { Protocol, Session } from 'electron';
import { thumbnailScheme, thumbnailSourceOf } from '../../shared/ipc/thumbnailUrl.ts';
import type { Thumbnails } from '../core/thumbnails/thumbnails.ts';

/** What Chromium must know of the thumbnail scheme before the app is ready. */
export const thumbnailSchemePrivileges = {
  scheme: thumbnailScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
} as const;

/**
 * Serves thumbnails to the pages of a session; `security.ts` lets nothing but our own window ask. `protocol.handle` does
 * not say when the page gives a request up (a picture that was scrolled away), but the session does, by its address.
 */
export function serveThumbnails(
  { protocol, webRequest }: { readonly protocol: Protocol; readonly webRequest: Session['webRequest'] },
  thumbnails: Pick<Thumbnails, 'get'>,
): void {
  const underWay = new Map<string, Set<AbortController>>();
  webRequest.onErrorOccurred({ urls: [`${thumbnailScheme}://*/*`] }, ({ url }) => {
    const [oldest] = underWay.get(url) ?? [];
    oldest?.abort();
  });

  protocol.handle(thumbnailScheme, async ({ url, method }) => {
    const source = method === 'GET' ? thumbnailSourceOf(url) : undefined;
    if (source === undefined) return none();
    const controller = new AbortController();
    const ofUrl = underWay.get(url) ?? new Set();
    underWay.set(url, ofUrl.add(controller));
    try {
      const picture = await thumbnails.get(source, controller.signal);
      return picture === undefined ? none() : found(picture);
    } finally {
      ofUrl.delete(controller);
      if (ofUrl.size === 0 && underWay.get(url) === ofUrl) underWay.delete(url);
    }
  });
}

function found(picture: Uint8Array): Response {
  return new Response(new Uint8Array(picture), {
    headers: {
      'Content-Type': 'image/webp',
      'X-Content-Type-Options': 'nosniff',
      // Its address names the etag: another picture has another one.
      'Cache-Control': 'private, max-age=31536000, immutable',
    },
  });
}

/** No error: Chromium writes each of those into the console, and a file without a thumbnail is nothing odd. */
function none(): Response {
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } });
}
