import type { Connection } from '../../../electron/core/accounts/connection.ts';
import { fillBucket } from '../../support/s3server/fillBucket.ts';
import { spawnS3Server } from '../../support/s3server/spawn.ts';
import { describeStorage } from '../../support/storageContract.ts';
import { openS3 } from './openS3.ts';

// The embedded server does all that S3 does, so that every provider's way of asking for it can be proven on it.
const providers = [
  { provider: 'aws', keptChecksum: 'CRC64NVME', memoryIndex: false },
  { provider: 'ceph', keptChecksum: 'CRC32', memoryIndex: false },
  { provider: 'other', keptChecksum: undefined, memoryIndex: false },
  // As the demo has it.
  { provider: 'other', keptChecksum: undefined, memoryIndex: true },
] as const;

for (const { provider, keptChecksum, memoryIndex } of providers) {
  describeStorage(
    `S3 over the embedded server, as the provider ${provider}${memoryIndex ? ', its index in memory' : ''}`,
    {
      checksCredentials: true,
      keptChecksum,
      keptStorageClass: 'STANDARD_IA',
      storesNul: true,
      hasSockets: true,
    },
    async () => {
      const server = await spawnS3Server({ control: true, memoryIndex });
      const { control } = server;
      if (!control) throw new Error('the control port is missing');
      const withKeys = (keys: Partial<Connection> = {}) => openS3(server, { provider, ...keys });
      const storage = withKeys();
      return {
        storage,
        withKeys,
        async refuseDeleting(bucket, keyPrefix) {
          await control.deny({ actions: ['DeleteObject'], bucket, keyPrefix });
          return control.reset;
        },
        // An index in memory has no file that could be filled.
        ...(!memoryIndex && {
          fill: (bucket: string, keys: readonly string[]) => fillBucket(server.dir, bucket, keys, 1),
        }),
        async close() {
          storage.close();
          await server.stop();
        },
      };
    },
  );
}
