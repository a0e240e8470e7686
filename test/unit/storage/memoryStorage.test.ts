import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createMemoryStorage } from '../../support/memoryStorage.ts';
import { describeStorage } from '../../support/storageContract.ts';

describeStorage(
  'the fake in memory',
  { checksCredentials: false, keptChecksum: 'CRC64NVME', storesNul: true, hasSockets: false },
  async () => {
    const storage = createMemoryStorage();
    return {
      storage,
      async refuseDeleting(bucket, keyPrefix) {
        const keys = new Set([...storage.objects(bucket).keys()].filter((key) => key.startsWith(keyPrefix)));
        const error = new SatchelError('access.denied', 'refused');
        const undo = storage.inject('deleteMany', { kind: 'refuseKeys', keys, error });
        return async () => undo();
      },
      close: async () => storage.close(),
    };
  },
);
