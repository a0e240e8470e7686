import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { inspect } from 'node:util';
import { createTransfers } from '../../../electron/core/transfers/createTransfers.ts';
import { openLevelJournal } from '../../../electron/core/transfers/journal/levelJournal.ts';
import type { Transfers } from '../../../electron/core/transfers/transfers.ts';
import { openConnection } from '../connectionTo.ts';
import type { EngineNews, EngineOrder, EngineSetup } from './protocol.ts';
import { createQuickClock } from './quickClock.ts';

// The real transfers with their journal, alone in a process that a test may kill: lines in, lines out (protocol.ts).
const tell = (news: EngineNews): void => {
  process.stdout.write(`${JSON.stringify(news)}\n`);
};
const trouble = (error: unknown): void => tell({ news: 'trouble', text: inspect(error) });
process.on('uncaughtException', trouble);
process.on('unhandledRejection', trouble);

async function start(setup: EngineSetup): Promise<Transfers> {
  const storage = openConnection(setup.connection);
  const place = setup.connection.endpoint ?? '';
  return createTransfers({
    storages: { open: async () => ({ storage, place }) },
    clock: createQuickClock(setup.clockFactor),
    journal: await openLevelJournal(setup.journalFolder),
    settings: {
      parallelTransfers: setup.parallelTransfers,
      speedLimits: { uploadBytesPerSecond: null, downloadBytesPerSecond: null, schedule: null },
    },
    platform: process.platform,
    newId: randomUUID,
    onChanged: (snapshot) => tell({ news: 'changed', snapshot }),
    log: { info: () => undefined, error: (message, cause) => trouble([message, cause]) },
  });
}

async function obey(transfers: Transfers, order: EngineOrder): Promise<void> {
  switch (order.order) {
    case 'upload':
      return started(transfers.upload(order.paths, order.target, order.onTaken));
    case 'download':
      return started(transfers.download(order.selection, order.folderPath, order.onTaken));
    case 'retry':
      return transfers.retry(undefined);
    case 'clear':
      return transfers.clear(undefined);
    case 'nudge':
      return transfers.nudge();
    case 'close':
      await transfers.close();
      process.exit(0);
  }
}

async function started(jobId: Promise<string>): Promise<void> {
  tell({ news: 'started', jobId: await jobId });
}

const lines = createInterface({ input: process.stdin });
// Whoever started it is gone.
lines.once('close', () => process.exit(0));
let transfers: Promise<Transfers> | undefined;
lines.on('line', (line) => {
  if (transfers === undefined) {
    transfers = start(JSON.parse(line) as EngineSetup);
    transfers
      .then(async (running) => {
        tell({ news: 'changed', snapshot: await running.list() });
        tell({ news: 'ready' });
      })
      .catch(trouble);
    return;
  }
  transfers.then((running) => obey(running, JSON.parse(line) as EngineOrder)).catch(trouble);
});
