import { readFile } from 'node:fs/promises';
import { typesetPdf } from './pdf.ts';
import { paintLandscape } from './picture.ts';

/** One object of the sample; its bytes are made when it is stored. */
export type SampleObject = {
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  readonly bytes: () => Uint8Array | Promise<Uint8Array>;
};

/** The folder of the sample that has more files than one page of a listing. */
export const largeFolder = { bucket: 'team-files', prefix: 'Scanner/2026/', fileCount: 2500 } as const;

const text = (bucket: string, key: string, content: string, contentType = 'text/plain'): SampleObject => ({
  bucket,
  key,
  contentType: `${contentType}; charset=utf-8`,
  bytes: () => Buffer.from(content),
});

const pictures = [
  'Lisbon/Praça do Comércio.jpg',
  'Lisbon/Sunset over the Tejo 🌅.jpg',
  'Lisbon/Tram 28 at the top of the hill.jpg',
  'Lisbon/Miradouro da Graça.jpg',
  'Lisbon/Beach/First swim.jpg',
  'Lisbon/Beach/Paddle boats.jpg',
  'Kyoto 京都/鴨川 in the evening.jpg',
  'Kyoto 京都/Philosopher’s path.jpg',
  'Zermatt/Matterhorn at six.jpg',
  'Zermatt/Hut & breakfast.jpg',
].map(
  (path, index): SampleObject => ({
    bucket: 'photos',
    key: `2026/${path}`,
    contentType: 'image/jpeg',
    bytes: () => paintLandscape(index + 1, 1280, 853),
  }),
);

const movie = (name: string, media: string, contentType: string): SampleObject => ({
  bucket: 'team-files',
  key: `Movies/${name}`,
  contentType,
  bytes: () => readFile(new URL(`media/${media}`, import.meta.url)),
});

const pdf = (key: string, title: string, pages: readonly (readonly string[])[]): SampleObject => ({
  bucket: 'team-files',
  key,
  contentType: 'application/pdf',
  bytes: () => typesetPdf(title, pages),
});

const scans = Array.from({ length: largeFolder.fileCount }, (_, index) => {
  const number = String(index + 1).padStart(4, '0');
  return text(
    largeFolder.bucket,
    `${largeFolder.prefix}scan ${number}.txt`,
    `Page ${index + 1} of the archive.\n`,
  );
});

/** Everything that the demo puts into its server: two buckets of pictures, documents, movies and text. */
export const sampleObjects: readonly SampleObject[] = [
  ...pictures,
  text('photos', '2025/Album list.txt', 'Christmas at the lake\nNew Year\nThe new kitchen\n'),
  text(
    'photos',
    'How these are sorted.md',
    '# Photos\n\nOne folder a year, one folder a trip.\n',
    'text/markdown',
  ),
  movie('Opening day.webm', 'opening.webm', 'video/webm'),
  movie('Harbour at noon.mp4', 'harbour.mp4', 'video/mp4'),
  pdf('Menus/Summer menu.pdf', 'Summer menu', [
    ['Chilled cucumber soup with dill', 'Grilled sardines, lemon and parsley', 'Apricot tart with thyme'],
    ['Water from the tap is free.', 'Tell us what you do not eat and the kitchen finds a way.'],
  ]),
  pdf('Contracts/Rent agreement, Rua Augusta 12.pdf', 'Rent agreement', [
    ['Between the owner and the tenant of the shop at Rua Augusta 12, ground floor.'],
    ['The rent is due on the first working day of each month.'],
    ['Either side may end this agreement with three months of notice.'],
  ]),
  pdf('Letters/Résumé Zoë Müller.pdf', 'Zoë Müller', [['Pastry cook', 'Lisbon, Vienna, Kyoto']]),
  text(
    'team-files',
    'Read me first.txt',
    'This is a sample. Try things out: it is thrown away when you close Satchel.\n',
  ),
  text(
    'team-files',
    'Notes/Monday meeting 📝.md',
    '# Monday\n\n- Oven: call the repair shop\n- Menu: print by Thursday\n',
    'text/markdown',
  ),
  text(
    'team-files',
    'Notes/Ideas, late at night.txt',
    'A shelf for borrowed books.\nBread at six, not at seven.\n',
  ),
  text(
    'team-files',
    'Budget 2026.csv',
    'month,income,costs\nJanuary,18200,15900\nFebruary,17450,16020\nMarch,21900,17110\n',
    'text/csv',
  ),
  ...scans,
];

/** The sample's buckets. */
export const sampleBuckets: readonly string[] = [...new Set(sampleObjects.map(({ bucket }) => bucket))];
