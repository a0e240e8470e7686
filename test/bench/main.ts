import { writeFile } from 'node:fs/promises';
import { arch, cpus, platform, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { buildApp } from '../../build/buildApp.ts';
import { runScript } from '../../build/resources.ts';
import { needsVirtualDisplay, startVirtualDisplay } from '../../build/virtualDisplay.ts';
import { describeFigure, type Figure, ratioTable, toJsonRows } from './figures.ts';
import { benchLaunch } from './launch.ts';
import { benchList } from './list.ts';
import { benchListing } from './listing.ts';
import { benchCrowd, benchSparse } from './load.ts';
import { benchS3Server } from './s3server.ts';
import type { ServerKind } from './servers.ts';
import { openSession, type Session } from './session.ts';
import { benchWork } from './transfers.ts';
import { makeWorkFolder } from './workFolder.ts';
import { largeFile, smallFiles, tinyFiles } from './works.ts';

type AppBench = {
  readonly name: string;
  readonly server: ServerKind;
  readonly run: (session: Session, options: Options) => Promise<readonly Figure[]>;
};

const appBenches: readonly AppBench[] = [
  { name: 'launch', server: 'embedded', run: (session, { rounds }) => benchLaunch(session, rounds) },
  { name: 'listing', server: 'embedded', run: (session, { rounds }) => benchListing(session, rounds) },
  { name: 'list', server: 'embedded', run: benchList },
  { name: 'crowd', server: 'embedded', run: benchCrowd },
  { name: 'sparse', server: 'discarding', run: (session, { gib }) => benchSparse(session, gib) },
  {
    name: 'large-file',
    server: 'gateway',
    run: (session, { rounds }) => benchWork(session, largeFile, rounds),
  },
  {
    name: 'small-files',
    server: 'gateway',
    run: (session, { rounds }) => benchWork(session, smallFiles, rounds),
  },
  {
    name: 'tiny-files',
    server: 'gateway',
    run: (session, { rounds }) => benchWork(session, tinyFiles, rounds),
  },
];
const serverBench = 's3server';
/** The source, the server's copy and the copy that comes back, of 1 GiB each. */
const appBenchBytes = 3 * 1024 ** 3;

const usage = `Usage: npm run bench -- [--only NAMES] [--rounds N] [--json FILE] [--folder DIR] [--gib N]
  --only    some of ${[...appBenches.map(({ name }) => name), serverBench].join(',')}; all but the last when missing
  --rounds  how often each client does its work (5); the median counts
  --json    writes every figure to FILE as well
  --folder  where the files lie; in memory where they fit, when missing
  --gib     how much of the 200 GiB of sparse, and the size of the object of ${serverBench} (10)`;

type Options = {
  readonly only: readonly string[] | undefined;
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
    const { json, folder } = values;
    const only = values.only?.split(',');
    const rounds = Number(values.rounds ?? 5);
    const gib = Number(values.gib ?? 10);
    const names = new Set([...appBenches.map(({ name }) => name), serverBench]);
    const isKnown = only === undefined || only.every((name) => names.has(name));
    if (!isKnown || !Number.isInteger(rounds) || rounds < 1 || !(gib > 0)) return undefined;
    return { only, json, folder, rounds, gib };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

async function measureApp(
  options: Options,
  folder: string,
  resources: AsyncDisposableStack,
): Promise<readonly Figure[]> {
  const chosen = appBenches.filter(({ name }) => options.only?.includes(name) ?? true);
  if (chosen.length === 0) return [];
  await buildApp();
  if (needsVirtualDisplay()) await startVirtualDisplay(resources);
  const figures: Figure[] = [];
  for (const kind of new Set(chosen.map(({ server }) => server))) {
    const ofSession = new AsyncDisposableStack();
    // An interruption has to wait for an end that has begun already.
    let ending: Promise<void> | undefined;
    const end = () => {
      ending ??= ofSession.disposeAsync();
      return ending;
    };
    resources.defer(end);
    try {
      const session = await openSession(kind, folder, ofSession);
      for (const { server, run } of chosen) {
        if (server === kind) figures.push(...report(await run(session, options)));
      }
    } finally {
      await end();
    }
  }
  return figures;
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
  const [cpu] = cpus();
  console.log(
    `${platform()} ${arch()}, ${cpus().length} x ${cpu?.model ?? 'CPU'}, ${Math.round(totalmem() / 1e9)} GB`,
  );
  const asksServer = options.only?.includes(serverBench) ?? false;
  const serverBytes = Math.round(options.gib * 1024 ** 3);
  const folder = await makeWorkFolder(asksServer ? serverBytes : appBenchBytes, options.folder);
  const figures = [
    ...(await measureApp(options, folder, resources)),
    ...(asksServer ? report(await benchS3Server(folder, serverBytes)) : []),
  ];
  if (figures.some(({ peers }) => peers.length > 0)) console.log(`\n${ratioTable(figures)}`);
  if (options.json) await writeFile(options.json, `${JSON.stringify(toJsonRows(figures), null, 2)}\n`);
  return 0;
});
