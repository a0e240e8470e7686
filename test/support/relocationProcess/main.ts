import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { inspect } from 'node:util';
import { createOperations, type Operations } from '../../../electron/core/operations/operations.ts';
import { openKeyValueJournal } from '../../../electron/core/relocating/keyValueJournal.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createS3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import { createDirectNetwork } from '../directNetwork.ts';
import { createQuickClock } from '../engineProcess/quickClock.ts';
import { s3ConnectionOf } from '../s3ConnectionOf.ts';
import type { RelocationNews, RelocationOrder, RelocationSetup } from './protocol.ts';

// The real operations with their journal, alone in a process that a test may kill: lines in, lines out (protocol.ts).
const tell = (news: RelocationNews): void => {
  process.stdout.write(`${JSON.stringify(news)}\n`);
};
const trouble = (error: unknown): void => tell({ news: 'trouble', text: inspect(error) });
process.on('uncaughtException', trouble);
process.on('unhandledRejection', trouble);

async function start({ connections, journalFolder, limits }: RelocationSetup): Promise<Operations> {
  const storages = new Map(
    Object.entries(connections).map(([accountId, connection]) => [
      accountId,
      createS3Storage(s3ConnectionOf(connection, createDirectNetwork()), limits),
    ]),
  );
  const operations = createOperations({
    accounts: {
      storage(accountId) {
        const storage = storages.get(accountId);
        if (storage === undefined) throw new SatchelError('request.stale', 'No such account');
        return storage;
      },
    },
    clock: createQuickClock(1),
    openJournal: () => openKeyValueJournal(journalFolder),
    newId: randomUUID,
    onChanged: (operation) => tell({ news: 'changed', operation }),
    log: { info: () => undefined, error: (message, cause) => trouble([message, cause]) },
  });
  await operations.resume();
  tell({ news: 'ready', operations: operations.list() });
  return operations;
}

async function obey(operations: Operations, order: RelocationOrder): Promise<void> {
  switch (order.order) {
    case 'copy':
    case 'move':
      return tell({ news: 'started', operationId: operations[order.order](order.request) });
    case 'undo':
      return tell({ news: 'started', operationId: operations.undo(order.operationId) });
    case 'cancel':
      return operations.cancel(order.operationId);
    case 'close':
      await operations.close();
      process.exit(0);
  }
}

const lines = createInterface({ input: process.stdin });
// Whoever started it is gone.
lines.once('close', () => process.exit(0));
let operations: Promise<Operations> | undefined;
lines.on('line', (line) => {
  if (operations === undefined) {
    operations = start(JSON.parse(line) as RelocationSetup);
    operations.catch(trouble);
    return;
  }
  operations.then((running) => obey(running, JSON.parse(line) as RelocationOrder)).catch(trouble);
});
