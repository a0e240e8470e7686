import { paintLandscape } from '../../../build/demo/sample/picture.ts';
import { sampleObjects } from '../../../build/demo/sample/sample.ts';
import { pngHeader } from '../pictures.ts';
import type { ExtraObject } from './sampleWindow.ts';

/** A name of 200 characters. */
export const longName = `${'Minutes of the meeting about the new kitchen, with all answers, '.repeat(4)}`
  .slice(0, 195)
  .concat('.docx');

/** Says that it is a picture, by turning the direction of its name. */
export const turnedName = 'Invoice \u202egpj.exe';

/** A folder of names that are hard to show. */
export const oddNames: readonly ExtraObject[] = [
  longName,
  turnedName,
  'تقرير المبيعات السنوي الكامل مع الملاحق.pdf',
  'שלום עולם.txt',
  'Line\nbreak and bell\u0007.txt',
  '  spaces at both ends  ',
  'A_word_without_a_single_place_to_break_it_'.repeat(3),
  '👩‍👩‍👧‍👦 Family.jpg',
  'Noël (cafe\u0301).txt',
].map((name) => ({ bucket: 'odd-names', key: name, body: 'odd' }));

const csv = ['city,kind,price', ...Array.from({ length: 80 }, (_, row) => `Lisbon,ticket ${row},${row * 3}`)];

const markdown = `# Opening day

The doors open at **nine**. What is left to do:

- [x] Bread ordered
- [x] Chairs from the cellar
- [ ] Print the *menu*

| Who   | What    | When  |
| ----- | ------- | ----- |
| Zoë   | Oven    | 06:00 |
| Tomás | Flowers | 08:30 |

> Nothing is too small to write down.

\`\`\`
oven 220 C, 18 minutes
\`\`\`
`;

/** A folder with one file of each kind that the details pane shows in a way of its own. */
export const previews: readonly ExtraObject[] = (
  [
    ['Sunset.jpg', ofSample('2026/Lisbon/Sunset over the Tejo 🌅.jpg')],
    ['Menu.pdf', ofSample('Menus/Summer menu.pdf')],
    ['Opening day.webm', ofSample('Movies/Opening day.webm')],
    ['Prices.csv', csv.join('\n')],
    ['Opening day.md', markdown],
    ['Bells.wav', sound(2)],
    ['Backup.bin', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7) % 256))],
    ['Broken picture.jpg', () => paintLandscape(3, 320, 200).subarray(0, 300)],
    ['Broken movie.mp4', Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42'), Buffer.alloc(5000, 7)])],
    ['Poster.png', pngHeader(60_000, 60_000)],
    ['Empty note.txt', ''],
    [longName, 'A document with a long name.'],
    ['Receipts/January.txt', 'paid'],
    ['Receipts/February.txt', 'paid as well'],
    ['Receipts/2025/All.txt', 'all of them'],
  ] as const
).map(([key, body]) => ({ bucket: 'previews', key, body }));

function ofSample(key: string): ExtraObject['body'] {
  return sampleObjects.find((object) => object.key === key)?.bytes ?? '';
}

/** A note that lasts so many seconds, as a WAV file. */
function sound(seconds: number): Buffer {
  const rate = 8000;
  const samples = Buffer.from(
    Array.from({ length: rate * seconds }, (_, at) => 128 + 60 * Math.sin((at * 2 * Math.PI * 440) / rate)),
  );
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  // PCM, one channel, one byte a sample.
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
