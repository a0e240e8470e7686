import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connectionTo, openConnection } from '../../test/support/connectionTo.ts';
import { ControlState } from '../../test/support/s3server/control/controlState.ts';
import { createS3Server } from '../../test/support/s3server/server.ts';
import { MemoryDatabase } from '../../test/support/s3server/store/memoryDatabase.ts';
import { openStore } from '../../test/support/s3server/store/store.ts';
import { seedSampleInSteps } from './sample/seed.ts';

/** A sample that is there to be seen. */
export type SampleServer = {
  /** Made for this run, and good for this server only. */
  readonly keys: {
    readonly endpoint: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  /** Resolves when the last folder is there, too. */
  readonly filled: Promise<void>;
  close(): Promise<void>;
};

/** Serves the sample from a folder, in this process and on 127.0.0.1 only; what is kept in the folder is its files. */
export async function startSampleServer(folder: string): Promise<SampleServer> {
  // Not SQLite, which not every Electron brings.
  const store = openStore({ dir: folder, database: new MemoryDatabase(), sync: false, discard: false });
  const server = createS3Server(store, new ControlState());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { accessKeyId, secretAccessKey } = store;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const storage = openConnection(connectionTo({ url, accessKeyId, secretAccessKey }, 'Sample'));
  const { filled } = await seedSampleInSteps(storage);
  return {
    keys: { endpoint: url, accessKeyId, secretAccessKey },
    filled: filled.finally(() => storage.close()),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      store.close();
    },
  };
}
