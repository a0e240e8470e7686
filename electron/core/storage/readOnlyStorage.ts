import type { Storage } from './storage.ts';

/**
 * A storage whose changes fail with what `refuseChange` throws at the moment they are asked for. Giving an unfinished
 * upload up is no change of what the user has. Whoever adds a method to Storage has to decide here.
 */
export function guardStorage(storage: Storage, refuseChange: () => void): Storage {
  const change =
    <A extends readonly unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      refuseChange();
      return call(...args);
    };
  return {
    capabilities: storage.capabilities,
    listBuckets: (...args) => storage.listBuckets(...args),
    statBucket: (...args) => storage.statBucket(...args),
    listPage: (...args) => storage.listPage(...args),
    stat: (...args) => storage.stat(...args),
    shareLink: (...args) => storage.shareLink(...args),
    describe: (...args) => storage.describe(...args),
    openRange: (...args) => storage.openRange(...args),
    ...(storage.readRange && { readRange: storage.readRange }),
    listUploads: (...args) => storage.listUploads(...args),
    listParts: (...args) => storage.listParts(...args),
    abortMultipart: (...args) => storage.abortMultipart(...args),
    createBucket: change((...args) => storage.createBucket(...args)),
    deleteBucket: change((...args) => storage.deleteBucket(...args)),
    put: change((...args) => storage.put(...args)),
    beginMultipart: change((...args) => storage.beginMultipart(...args)),
    putPart: change((...args) => storage.putPart(...args)),
    finishMultipart: change((...args) => storage.finishMultipart(...args)),
    copy: change((...args) => storage.copy(...args)),
    deleteUnchanged: change((...args) => storage.deleteUnchanged(...args)),
    deleteMany: change((...args) => storage.deleteMany(...args)),
    close: () => storage.close(),
  };
}
