import { spawnS3Server } from '../../support/s3server/spawn.ts';
import { describeStorage } from '../../support/storageContract.ts';
import { openS3 } from './openS3.ts';

describeStorage(
  'S3 over the embedded server',
  { checksCredentials: true, storesChecksums: true, storesNul: true, hasSockets: true },
  async () => {
    const server = await spawnS3Server({ control: true });
    const { control } = server;
    if (!control) throw new Error('the control port is missing');
    const withKeys = (keys = {}) => openS3(server, keys);
    const storage = withKeys();
    return {
      storage,
      withKeys,
      async refuseDeleting(bucket, keyPrefix) {
        await control.deny({ actions: ['DeleteObject'], bucket, keyPrefix });
        return control.reset;
      },
      async close() {
        storage.close();
        await server.stop();
      },
    };
  },
);
