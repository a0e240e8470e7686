import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createOperations } from '../../../electron/core/operations/operations.ts';
import { createS3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import { systemClock } from '../../../electron/core/systemClock.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { createDirectNetwork } from '../../support/directNetwork.ts';
import { isRgwInstalled, startRgw } from '../../support/rgw/rgw.ts';
import { s3ConnectionOf } from '../../support/s3ConnectionOf.ts';
import { connectionTo } from '../storage/openS3.ts';

const bucket = 'archive';
const MiB = 1024 ** 2;
const attributes = {
  contentType: 'video/webm',
  cacheControl: 'no-store',
  metadata: { colour: 'green' },
  tags: { team: 'kitchen' },
};

describe.skipIf(!isRgwInstalled())('over a real RADOS Gateway', () => {
  test('a folder is moved, within an account and to another, and brought back', {
    timeout: 120_000,
  }, async () => {
    const rgw = await startRgw();
    const open = () =>
      createS3Storage(s3ConnectionOf(connectionTo(rgw), createDirectNetwork()), {
        largestAtOnceBytes: 8 * MiB,
        partBytes: 5 * MiB,
      });
    const [storage, other] = [open(), open()];
    const endings = new Map<string, (operation: Operation) => void>();
    let count = 0;
    const operations = createOperations({
      accounts: { storage: (accountId) => (accountId === 'other' ? other : storage) },
      clock: systemClock,
      newId() {
        count += 1;
        return String(count);
      },
      onChanged: (operation) => {
        if (operation.status !== 'running') endings.get(operation.id)?.(operation);
      },
    });
    onTestFinished(async () => {
      await operations.close();
      storage.close();
      other.close();
      await rgw.stop();
    });
    const ended = (id: string): Promise<Operation> => new Promise((resolve) => endings.set(id, resolve));
    await storage.createBucket(bucket);
    const large = randomBytes(21 * MiB + 3);
    await storage.put({ bucket, key: 'a/large' }, large, attributes);
    await storage.put({ bucket, key: 'a/..//b' }, Buffer.from('odd'), attributes);
    await storage.put({ bucket, key: 'a/' }, Buffer.alloc(0), attributes);
    const move = (from: string, to: string, accountId: string, newName: string) =>
      operations.move({
        selection: { accountId: 'one', bucket, basePrefix: '', keys: [], prefixes: [from] },
        target: { accountId, bucket, prefix: to },
        onTaken: 'stop',
        newName,
      });
    const check = async (prefix: string): Promise<void> => {
      const { entries } = await storage.listPage({ bucket, prefix: '' });
      expect(entries.map((entry) => (entry.kind === 'file' ? entry.key : '')).sort()).toEqual(
        ['', '..//b', 'large'].map((key) => `${prefix}${key}`),
      );
      for (const key of ['', '..//b', 'large']) {
        expect((await storage.describe({ bucket, key: `${prefix}${key}` })).attributes).toMatchObject(
          attributes,
        );
      }
      const { body } = await storage.openRange({ bucket, key: `${prefix}large` });
      expect((await buffer(body)).equals(large)).toBe(true);
      expect((await storage.listUploads(bucket)).uploads).toEqual([]);
    };
    const within = move('a/', '', 'one', 'b');
    expect(await ended(within)).toMatchObject({ status: 'done', doneCount: 3, canUndo: true });
    await check('b/');
    // Two accounts of one bucket: the folder itself is known, another name is another place.
    expect(await ended(move('b/', '', 'other', 'b'))).toMatchObject({ error: { code: 'request.invalid' } });
    const through = move('b/', 'deep/', 'other', 'c');
    expect(await ended(through)).toMatchObject({ status: 'done', doneCount: 3 });
    await check('deep/c/');
    expect(await ended(operations.undo(through))).toMatchObject({ status: 'done', doneCount: 3 });
    await check('b/');
  });
});
