/** What a thumbnail can be made of, and the type that its bytes are handed to the decoder with. */
export type ThumbnailKind = { readonly kind: 'picture' | 'movie'; readonly contentType: string };

const picture = (contentType: string): ThumbnailKind => ({ kind: 'picture', contentType });
const movie = (contentType: string): ThumbnailKind => ({ kind: 'movie', contentType });

/**
 * What Chromium decodes. SVG is left out on purpose: it is a program and no picture. It has no number of pixels that
 * could be checked before it is drawn, a few lines of it (nested references, filters) keep a renderer busy for minutes,
 * and its icon says as much about it in 32 pixels.
 */
const byExtension: ReadonlyMap<string, ThumbnailKind> = new Map([
  ['jpg', picture('image/jpeg')],
  ['jpeg', picture('image/jpeg')],
  ['jpe', picture('image/jpeg')],
  ['jfif', picture('image/jpeg')],
  ['png', picture('image/png')],
  ['apng', picture('image/png')],
  ['gif', picture('image/gif')],
  ['webp', picture('image/webp')],
  ['avif', picture('image/avif')],
  ['bmp', picture('image/bmp')],
  ['ico', picture('image/x-icon')],
  ['mp4', movie('video/mp4')],
  ['m4v', movie('video/mp4')],
  ['mov', movie('video/mp4')],
  ['webm', movie('video/webm')],
  ['mkv', movie('video/webm')],
  ['ogv', movie('video/ogg')],
]);

/** What an object is by its name; undefined where no thumbnail is made. A listing tells no content types. */
export function thumbnailKindOf(key: string): ThumbnailKind | undefined {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : byExtension.get(name.slice(dot + 1).toLowerCase());
}
