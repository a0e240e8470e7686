import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildApp } from '../../build/buildApp.ts';
import { runScript } from '../../build/resources.ts';
import { needsVirtualDisplay, startVirtualDisplay } from '../../build/virtualDisplay.ts';
import { describeFigure, type Figure, toJsonRows } from './figures.ts';
import { benchLaunch } from './launch.ts';
import { benchListing } from './listing.ts';
import { benchS3Server } from './s3server.ts';
import { openSession, type Session } from './session.ts';
import { benchLargeFile, benchSmallFiles } from './transfers.ts';
import { makeWorkFolder } from './workFolder.ts';

type AppBench = (session: Session, rounds: number) => Promise<readonly Figure[]>;

const appBenches: ReadonlyMap<string, AppBench> = new Map([
  ['launch', benchLaunch],
  ['listing', benchListing],
  ['large-file', benchLargeFile],
  ['small-files', benchSmallFiles],
]);
const serverBench = 's3server';
/** The source, the server's copy and the copy that comes back, of 1 GiB each. */
const appBenchBytes = 3 * 1024 ** 3;

const usage = `Usage: npm run bench -- [--only NAME] [--rounds N] [--json FILE] [--folder DIR] [--gib N]
  --only    one of ${[...appBenches.keys(), serverBench].join(', ')}; all but the last when missing
  --rounds  how often each client does its work (3); the median counts
  --json    writes every figure to FILE as well
  --folder  where the files lie; in memory where they fit, when missing
  --gib     the size of the object of ${serverBench} (10)`;

type Options = {
  readonly only: string | undefined;
  readonly json: string | undefined;
  readonly folder: string | undefined;
  readonly rounds: number;
  readonly gib: number;
};

/** What the command line asks for; undefined when it cannot be understood. */
function readOptions(): Options | undefined {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      options: { only: text, json: text, folder: text, rounds: text, gib: text },
    });
    const { only, json, folder } = values;
    const rounds = Number(values.rounds ?? 3);
    const gib = Number(values.gib ?? 10);
    const isKnown = only === undefined || only === serverBench || appBenches.has(only);
    if (!isKnown || !Number.isInteger(rounds) || rounds < 1 || !(gib > 0)) return undefined;
    return { only, json, folder, rounds, gib };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

async function measureServer({ gib, folder }: Options): Promise<readonly Figure[]> {
  const sizeBytes = Math.round(gib * 1024 ** 3);
  return report(await benchS3Server(await makeWorkFolder(sizeBytes, folder), sizeBytes));
}

async function measureApp(
  { only, rounds, folder }: Options,
  resources: AsyncDisposableStack,
): Promise<readonly Figure[]> {
  await buildApp();
  if (needsVirtualDisplay()) await startVirtualDisplay(resources);
  const session = await openSession(await makeWorkFolder(appBenchBytes, folder));
  try {
    const figures: Figure[] = [];
    for (const [name, bench] of appBenches) {
      if (only === undefined || only === name) figures.push(...report(await bench(session, rounds)));
    }
    return figures;
  } finally {
    await session.close();
  }
}

function report(figures: readonly Figure[]): readonly Figure[] {
  for (const figure of figures) console.log(describeFigure(figure));
  return figures;
}

await runScript(async (resources) => {
  const options = readOptions();
  if (options === undefined) {
    console.error(usage);
    return 2;
  }
  const figures = await (options.only === serverBench
    ? measureServer(options)
    : measureApp(options, resources));
  if (options.json) await writeFile(options.json, `${JSON.stringify(toJsonRows(figures), null, 2)}\n`);
  return 0;
});
