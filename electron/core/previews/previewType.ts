import type { Preview } from '../../../shared/domain/preview.ts';

/** What a file is shown as, and the content type it is served with. */
type PreviewType = Pick<Preview, 'kind' | 'contentType'>;

/** What has no other preview is shown as bytes. */
export const rawBytes: PreviewType = { kind: 'hex', contentType: 'application/octet-stream' };
const plainText: PreviewType = { kind: 'text', contentType: 'text/plain; charset=utf-8' };
const markdown: PreviewType = { kind: 'markdown', contentType: 'text/plain; charset=utf-8' };
const pdf: PreviewType = { kind: 'pdf', contentType: 'application/pdf' };
const image = (contentType: string): PreviewType => ({ kind: 'image', contentType });
const video = (contentType: string): PreviewType => ({ kind: 'video', contentType });
const audio = (contentType: string): PreviewType => ({ kind: 'audio', contentType });

/**
 * The content types that are ever served. SVG is for `<img>` only, which runs no script in it. A `text/html` is shown as
 * plain text, like every other kind of text.
 */
const byContentType: ReadonlyMap<string, PreviewType> = new Map([
  ...['png', 'jpeg', 'gif', 'webp', 'avif', 'bmp', 'svg+xml', 'x-icon'].map(
    (subtype) => [`image/${subtype}`, image(`image/${subtype}`)] as const,
  ),
  ['image/vnd.microsoft.icon', image('image/x-icon')],
  ['application/pdf', pdf],
  ['video/mp4', video('video/mp4')],
  ['video/x-m4v', video('video/mp4')],
  ['video/quicktime', video('video/mp4')],
  ['video/webm', video('video/webm')],
  ['video/ogg', video('video/ogg')],
  ['audio/mpeg', audio('audio/mpeg')],
  ['audio/mp4', audio('audio/mp4')],
  ['audio/x-m4a', audio('audio/mp4')],
  ['audio/aac', audio('audio/aac')],
  ['audio/ogg', audio('audio/ogg')],
  ['audio/wav', audio('audio/wav')],
  ['audio/x-wav', audio('audio/wav')],
  ['audio/flac', audio('audio/flac')],
  ['audio/webm', audio('audio/webm')],
  ['text/markdown', markdown],
  ['application/json', plainText],
  ['application/xml', plainText],
  ['application/javascript', plainText],
  ['application/yaml', plainText],
  ['application/x-sh', plainText],
  ['application/sql', plainText],
]);

const textExtensions = (
  'txt text log csv tsv json jsonl ndjson xml yaml yml toml ini cfg conf properties env ' +
  'html htm css js mjs cjs jsx ts tsx vue svelte py rb php pl lua r java kt swift go rs c h cc cpp hpp cs ' +
  'sh bash zsh fish bat ps1 sql graphql proto tf srt vtt tex rst diff patch'
).split(' ');

const byExtension: ReadonlyMap<string, PreviewType> = new Map([
  ...textExtensions.map((extension) => [extension, plainText] as const),
  ['md', markdown],
  ['markdown', markdown],
  ['png', image('image/png')],
  ['jpg', image('image/jpeg')],
  ['jpeg', image('image/jpeg')],
  ['gif', image('image/gif')],
  ['webp', image('image/webp')],
  ['avif', image('image/avif')],
  ['bmp', image('image/bmp')],
  ['ico', image('image/x-icon')],
  ['svg', image('image/svg+xml')],
  ['pdf', pdf],
  ['mp4', video('video/mp4')],
  ['m4v', video('video/mp4')],
  ['mov', video('video/mp4')],
  ['webm', video('video/webm')],
  ['ogv', video('video/ogg')],
  ['mp3', audio('audio/mpeg')],
  ['m4a', audio('audio/mp4')],
  ['aac', audio('audio/aac')],
  ['ogg', audio('audio/ogg')],
  ['oga', audio('audio/ogg')],
  ['opus', audio('audio/ogg')],
  ['wav', audio('audio/wav')],
  ['flac', audio('audio/flac')],
]);

/**
 * How a file is shown. A content type that says something specific wins; otherwise (none, bytes, or plain text, which
 * uploaders put on everything) the name's extension decides. Anything unknown is shown
 * as bytes.
 */
export function previewTypeOf(key: string, contentType: string | undefined): PreviewType {
  const essence = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  const specific = byContentType.get(essence);
  if (specific !== undefined) return specific;
  const name = key.slice(key.lastIndexOf('/') + 1);
  const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
  return byExtension.get(extension) ?? (essence.startsWith('text/') ? plainText : rawBytes);
}
