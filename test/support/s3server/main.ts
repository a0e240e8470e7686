import { rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { createControlServer } from './control/controlServer.ts';
import { ControlState } from './control/controlState.ts';
import { createS3Server } from './server.ts';
import { MemoryDatabase } from './store/memoryDatabase.ts';
import { SqliteDatabase } from './store/sqliteDatabase.ts';
import { openStore } from './store/store.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    dir: { type: 'string' },
    'control-port': { type: 'string' },
    'parent-pid': { type: 'string' },
    temporary: { type: 'boolean', default: false },
    discard: { type: 'boolean', default: false },
    trust: { type: 'boolean', default: false },
    sync: { type: 'boolean', default: false },
    'memory-index': { type: 'boolean', default: false },
  },
});

if (values.dir === undefined) {
  console.error(
    'usage: s3server --port PORT --dir DIR [--control-port PORT] [--parent-pid PID [--temporary]] [--discard [--trust]] [--sync] [--memory-index]',
  );
  process.exit(2);
}

const store = openStore({
  dir: values.dir,
  database: values['memory-index'] ? new MemoryDatabase() : new SqliteDatabase(values.dir, values.sync),
  discard: values.discard,
  trust: values.trust,
  sync: values.sync,
  accessKeyId: process.env.S3SERVER_ACCESS_KEY_ID,
  secretAccessKey: process.env.S3SERVER_SECRET_ACCESS_KEY,
});
const state = new ControlState();
const servers: Server[] = [];

/** Lets a server listen on the loopback interface only, and gives its URL. */
function listen(server: Server, port: string): Promise<string> {
  servers.push(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(port), '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

/** Ends open connections and the process; what was acknowledged is in the store already. */
function stop(): void {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  store.close();
  process.exit(0);
}

/** Nobody is left to remove a temporary folder. */
function orphaned(dir: string): void {
  if (values.temporary) rmSync(dir, { recursive: true, force: true });
  stop();
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);

if (values['parent-pid'] !== undefined) {
  const parent = Number(values['parent-pid']);
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') orphaned(values.dir ?? '');
    }
  }, 2000).unref();
}

const url = await listen(createS3Server(store, state), values.port);
const line = ['ready', url, store.accessKeyId, store.secretAccessKey];
if (values['control-port'] !== undefined) {
  line.push(await listen(createControlServer(state), values['control-port']));
}
console.log(line.join(' '));
