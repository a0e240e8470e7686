import { maxKeyBytes } from '../../../shared/domain/object.ts';
import type { ManagedAccounts } from '../accounts/accounts.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { SatchelError } from '../satchelError.ts';
import { reachOf } from '../storage/linkReach.ts';
import { objectAddresses } from '../storage/objectAddresses.ts';
import { nameOf } from '../storage/rules.ts';

/** `object.*` and `folder.*`: single objects, and the empty ones that stand for folders. */
export function createObjectHandlers(accounts: ManagedAccounts) {
  return {
    'object.getDetails': ({ accountId, bucket, key }) => accounts.storage(accountId).stat({ bucket, key }),
    'object.share': async ({ accountId, bucket, key, ...options }) => {
      const link = await accounts.storage(accountId).shareLink({ bucket, key }, options);
      return { ...link, reach: reachOf(link.url) };
    },
    'folder.create': async ({ accountId, bucket, prefix, name }) => {
      accounts.checkMayChange(accountId);
      const key = folderKey(prefix, name);
      const storage = accounts.storage(accountId);
      const { entries } = await storage.listPage({ bucket, prefix: key, maxKeys: 1 });
      if (entries.length > 0) throw alreadyExists(name);
      await storage.put({ bucket, key }, new Uint8Array(), {
        contentType: 'application/x-directory',
        ...(storage.capabilities.conditionalWrite && { condition: { ifAbsent: true } }),
      });
      return { prefix: key };
    },
    'folder.removeEmpty': async ({ accountId, bucket, prefix }) => {
      accounts.checkMayChange(accountId);
      if (!prefix.endsWith('/')) throw new SatchelError('request.invalid', 'This is no folder.');
      const storage = accounts.storage(accountId);
      const { entries, nextCursor } = await storage.listPage({ bucket, prefix, maxKeys: 2 });
      const [placeholder, ...others] = entries;
      if (placeholder === undefined && nextCursor === undefined) return null;
      const isEmpty =
        placeholder?.kind === 'file' &&
        placeholder.key === prefix &&
        placeholder.sizeBytes === 0 &&
        others.length === 0 &&
        nextCursor === undefined;
      if (!isEmpty) {
        const params = { name: nameOf(prefix) };
        throw new SatchelError('folder.notEmpty', 'The folder holds something.', { params });
      }
      const etag = placeholder.etag ?? (await storage.stat({ bucket, key: prefix })).etag;
      await storage.deleteUnchanged({ bucket, key: prefix }, etag);
      return null;
    },
    'object.getAddresses': ({ accountId, bucket, key }) =>
      objectAddresses(accounts.connection(accountId).server, { bucket, key }),
  } satisfies Partial<Handlers>;
}

/** The key of a new folder. `.` and `..` are legal in S3, but no local disk can hold a folder of that name. */
function folderKey(prefix: string, name: string): string {
  if (name.includes('/') || name === '.' || name === '..') {
    throw new SatchelError('object.nameInvalid', 'A folder cannot have this name.', { params: { name } });
  }
  const key = `${prefix}${name}/`;
  if (Buffer.byteLength(key) > maxKeyBytes) {
    throw new SatchelError('object.nameTooLong', `The whole path is longer than ${maxKeyBytes} bytes.`, {
      params: { name },
    });
  }
  return key;
}

function alreadyExists(name: string): SatchelError {
  return new SatchelError('object.alreadyExists', 'There is a folder of this name.', { params: { name } });
}
