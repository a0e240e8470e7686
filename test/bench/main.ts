import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildApp } from '../../build/buildApp.ts';
import { needsVirtualDisplay, startVirtualDisplay } from '../../build/virtualDisplay.ts';
import { describeFigure, type Figure, toJsonRows } from './figures.ts';
import { benchLaunch } from './launch.ts';
import { benchListing } from './listing.ts';
import { openSession, type Session } from './session.ts';
import { benchLargeFile, benchSmallFiles } from './transfers.ts';

const benches: Readonly<Record<string, (session: Session, rounds: number) => Promise<readonly Figure[]>>> = {
  launch: benchLaunch,
  listing: benchListing,
  'large-file': benchLargeFile,
  'small-files': benchSmallFiles,
};

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    /** Where the files go; a folder in memory keeps the disk out of the figures. */
    folder: { type: 'string' },
  },
});
const chosen = Object.entries(benches).filter(([name]) => !options.only || name === options.only);
const rounds = Number(options.rounds);
if (chosen.length === 0 || !Number.isInteger(rounds) || rounds < 1) {
  console.error(
    `Usage: npm run bench -- [--only ${Object.keys(benches).join('|')}] [--json FILE] [--rounds N]`,
  );
  process.exit(2);
}

await buildApp();
const display = needsVirtualDisplay() ? await startVirtualDisplay() : undefined;
if (display) process.env.DISPLAY = display.display;
const session = await openSession(options.folder);
try {
  const figures: Figure[] = [];
  for (const [, bench] of chosen) {
    for (const figure of await bench(session, rounds)) {
      console.log(describeFigure(figure));
      figures.push(figure);
    }
  }
  if (options.json) await writeFile(options.json, `${JSON.stringify(toJsonRows(figures), null, 2)}\n`);
} finally {
  await session.close();
  await display?.stop();
}
