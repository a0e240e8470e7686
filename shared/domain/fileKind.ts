/** What a file is to its owner; decides its icon. */
export const fileKinds = [
  'picture',
  'movie',
  'sound',
  'pdf',
  'document',
  'table',
  'slides',
  'text',
  'webPage',
  'code',
  'archive',
  'app',
  'font',
  'book',
  'mail',
  'calendar',
  'contact',
  'database',
  'other',
] as const;
export type FileKind = (typeof fileKinds)[number];

/** What formats are that have no name of their own; the catalogue says it in the user's language. */
export const wordedFormats = ['shell', 'batch', 'settings'] as const;
export type WordedFormat = (typeof wordedFormats)[number];

/**
 * The kinds by extension; after a colon stands the format's name, the same in every language, where it is not the
 * extension itself, or one of `wordedFormats`.
 */
const extensionsByKind: Readonly<Record<Exclude<FileKind, 'other'>, string>> = {
  picture:
    'jpg:JPEG jpeg:JPEG jpe:JPEG png gif webp:WebP avif heic heif tif:TIFF tiff:TIFF bmp svg ico psd:Photoshop raw cr2 cr3 nef arw dng orf rw2',
  movie: 'mp4 m4v mov avi mkv webm:WebM wmv mpg:MPEG mpeg:MPEG ogv 3gp mts flv',
  sound: 'mp3 m4a aac wav flac ogg oga opus wma aif:AIFF aiff:AIFF mid:MIDI midi:MIDI',
  pdf: 'pdf',
  document: 'doc:Word docx:Word odt:OpenDocument rtf pages:Pages wpd',
  table: 'xls:Excel xlsx:Excel xlsm:Excel ods:OpenDocument csv tsv numbers:Numbers',
  slides: 'ppt:PowerPoint pptx:PowerPoint odp:OpenDocument key:Keynote',
  text: 'txt text md:Markdown markdown:Markdown log srt vtt',
  webPage: 'html htm xhtml webarchive',
  code: 'js:JavaScript mjs:JavaScript cjs:JavaScript ts:TypeScript tsx:TypeScript jsx:JavaScript json xml yaml:YAML yml:YAML toml css py:Python rb:Ruby java:Java go:Go rs:Rust c:C h:C cpp:C++ cs:C# php sh:shell bat:batch ps1:PowerShell sql ini:settings conf:settings',
  archive: 'zip 7z rar tar gz:gzip tgz:gzip bz2:bzip2 xz zst iso dmg',
  app: 'exe:Windows msi:Windows app:macOS apk:Android deb rpm appimage:AppImage pkg:macOS',
  font: 'ttf:TrueType otf:OpenType woff woff2',
  book: 'epub mobi azw3:Kindle',
  mail: 'eml msg mbox',
  calendar: 'ics',
  contact: 'vcf',
  database: 'sqlite:SQLite sqlite3:SQLite db mdb:Access accdb:Access parquet:Parquet',
};

/** A kind of file that is known by its extension. */
export type KnownType = { readonly kind: Exclude<FileKind, 'other'> } & (
  | { readonly format: string }
  | { readonly word: WordedFormat }
);

const typeByExtension: ReadonlyMap<string, KnownType> = new Map(
  Object.entries(extensionsByKind).flatMap(([kind, list]) =>
    list.split(' ').map((item): [string, KnownType] => {
      const [extension = '', format = extension.toUpperCase()] = item.split(':');
      const known = { kind: kind as KnownType['kind'] };
      const word = wordedFormats.find((each) => each === format);
      return [extension, word === undefined ? { ...known, format } : { ...known, word }];
    }),
  ),
);

/** The extension in lower case without its dot; '' where there is none (a leading dot hides a file, it ends no name). */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 || dot === name.length - 1 ? '' : name.slice(dot + 1).toLowerCase();
}

/** The kind of a file, by its name alone: a listing tells nothing else. */
export function fileKind(name: string): FileKind {
  return typeByExtension.get(extensionOf(name))?.kind ?? 'other';
}

/** A name's format, by its name or by what it is, with its kind; undefined for an extension that is not known. */
export function knownTypeOf(name: string): KnownType | undefined {
  return typeByExtension.get(extensionOf(name));
}
