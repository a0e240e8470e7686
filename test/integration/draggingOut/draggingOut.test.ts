import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDraggingOut } from '../../../electron/core/draggingOut/draggingOut.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import type { Selection } from '../../../shared/domain/object.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { connectionTo, openConnection } from '../../support/connectionTo.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { fillBucket } from '../../support/satchelOnServer.ts';
import { manualClock } from '../../unit/transfers/manualClock.ts';

const bucket = 'files';
const hourMs = 60 * 60 * 1000;
let server: SpawnedS3Server;
let storage: Storage;
let folder: string;

beforeAll(async () => {
  server = await spawnS3Server();
  storage = openConnection(connectionTo(server, 'Test account'));
  await fillBucket(storage, bucket, {
    'notes.txt': 'notes',
    'Lisbon/menu.txt': 'menu',
    'Lisbon/old/../beach.txt': 'beach',
    'Lisbon/empty/': '',
    'many/': '',
    ...Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`many/${index}.txt`, 'x'])),
  });
});
afterAll(async () => {
  storage.close();
  await server.stop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function selectionOf(parts: Partial<Selection>): Selection {
  return { accountId: 'a', bucket, basePrefix: '', keys: [], prefixes: [], ...parts };
}

/** Dragging out of a storage, with a host that only notes what it was given. */
function setUp(used: Storage = storage) {
  const clock = manualClock(Date.now());
  const dragged: (readonly string[])[] = [];
  const told: Operation[] = [];
  let idCount = 0;
  const draggingOut = createDraggingOut({
    accounts: { storage: () => used },
    dragOut: { start: (paths) => dragged.push(paths) },
    platform: 'linux',
    stageFolder: join(folder, 'draggedOut'),
    clock,
    newId: () => `id-${++idCount}`,
    log: { info: () => undefined, error: () => undefined },
    onChanged: (operation) => told.push(operation),
  });
  return { draggingOut, clock, dragged, told };
}

/** A storage whose reads wait until they are let go. */
function waitingStorage() {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let begun: () => void = () => undefined;
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const waiting: Storage = Object.create(storage, {
    openRange: {
      value: async (...args: Parameters<Storage['openRange']>) => {
        begun();
        await gate;
        return storage.openRange(...args);
      },
    },
  });
  return { waiting, letGo, hasBegun };
}

test('files and folders are brought with names of this computer, and handed to the system', async () => {
  const { draggingOut, dragged, told } = setUp();
  const outcome = await draggingOut.start(selectionOf({ keys: ['notes.txt'], prefixes: ['Lisbon/'] }));
  expect(outcome).toBe('dragged');
  const [paths = []] = dragged;
  expect(paths.map((path) => basename(path))).toEqual(['notes.txt', 'Lisbon']);
  const stage = dirname(paths[0] ?? '');
  const found = (await readdir(stage, { recursive: true })).sort();
  expect(found).toEqual([
    'Lisbon',
    'Lisbon/empty',
    'Lisbon/menu.txt',
    'Lisbon/old',
    'Lisbon/old/__',
    'Lisbon/old/__/beach.txt',
    'notes.txt',
  ]);
  expect(await readFile(join(stage, 'Lisbon/menu.txt'), 'utf8')).toBe('menu');
  const { modifiedAtMs } = await storage.stat({ bucket, key: 'notes.txt' });
  expect((await stat(join(stage, 'notes.txt'))).mtimeMs).toBe(modifiedAtMs);
  // It took no time by the clock, so there was nothing to tell.
  expect(told).toEqual([]);
  await draggingOut.close();
  expect(await readdir(folder)).toEqual([]);
});

test('what is too much is known before any byte is moved', async () => {
  const read: string[] = [];
  const huge: Storage = Object.create(storage, {
    openRange: { value: () => void read.push('read') },
    stat: {
      value: async (...args: Parameters<Storage['stat']>) => ({
        ...(await storage.stat(...args)),
        sizeBytes: 60_000_000,
      }),
    },
  });
  const { draggingOut, dragged } = setUp(huge);
  expect(await draggingOut.start(selectionOf({ prefixes: ['many/'] }))).toBe('tooLarge');
  const two = selectionOf({ keys: ['notes.txt', 'Lisbon/menu.txt'] });
  expect(await draggingOut.start(two)).toBe('tooLarge');
  expect([read, dragged]).toEqual([[], []]);
  await draggingOut.close();
});

test('a button that is let go gives up what is on its way, and leaves nothing behind', async () => {
  const { waiting, letGo, hasBegun } = waitingStorage();
  const { draggingOut, dragged } = setUp(waiting);
  const outcome = draggingOut.start(selectionOf({ keys: ['notes.txt'] }));
  await hasBegun;
  draggingOut.cancel();
  letGo();
  expect(await outcome).toBe('cancelled');
  expect(dragged).toEqual([]);
  expect(await readdir(join(folder, 'draggedOut'))).toEqual([]);
  await draggingOut.close();
});

test('progress is told of what takes longer than a moment, with its end', async () => {
  const { waiting, letGo, hasBegun } = waitingStorage();
  const { draggingOut, clock, told } = setUp(waiting);
  const outcome = draggingOut.start(selectionOf({ keys: ['notes.txt'] }));
  await hasBegun;
  clock.advance(600);
  letGo();
  await outcome;
  const base = { id: 'id-1', kind: 'stage', name: 'notes.txt', fileCount: 1, sizeBytes: 5 };
  expect([told.at(0), told.at(-1)]).toEqual([
    expect.objectContaining({ ...base, status: 'running', doneCount: 0, doneBytes: 0 }),
    expect.objectContaining({ ...base, status: 'done', doneCount: 1, doneBytes: 5 }),
  ]);
  await draggingOut.close();
});

test('an operation is cancelled by its id, and no other one', async () => {
  const { waiting, letGo, hasBegun } = waitingStorage();
  const { draggingOut } = setUp(waiting);
  const outcome = draggingOut.start(selectionOf({ keys: ['notes.txt'] }));
  await hasBegun;
  expect(draggingOut.cancelOperation('another')).toBe(false);
  expect(draggingOut.cancelOperation('id-1')).toBe(true);
  letGo();
  expect(await outcome).toBe('cancelled');
  await draggingOut.close();
});

test('a file that cannot be had fails the whole drag, and leaves nothing behind', async () => {
  const { draggingOut, dragged } = setUp();
  const some = selectionOf({ keys: ['notes.txt', 'gone.txt'] });
  await expect(draggingOut.start(some)).rejects.toMatchObject({ code: 'object.notFound' });
  expect(dragged).toEqual([]);
  await draggingOut.close();
});

test('damaged bytes are not handed out', async () => {
  const damaged: Storage = Object.create(storage, {
    openRange: {
      value: async (...args: Parameters<Storage['openRange']>) => {
        const opened = await storage.openRange(...args);
        opened.body.destroy();
        return { ...opened, body: Readable.from([Buffer.from('n0tes')]) };
      },
    },
  });
  const { draggingOut, dragged } = setUp(damaged);
  const outcome = draggingOut.start(selectionOf({ keys: ['notes.txt'] }));
  await expect(outcome).rejects.toMatchObject({ code: 'integrity.mismatch' });
  expect(dragged).toEqual([]);
  await draggingOut.close();
});

test('what was brought goes after an hour, and at the next start', async () => {
  const left = join(folder, 'draggedOut', 'left-by-a-crash');
  await mkdir(left, { recursive: true });
  await writeFile(join(left, 'secret.txt'), 'secret');
  const { draggingOut, clock, dragged } = setUp();
  await draggingOut.start(selectionOf({ keys: ['notes.txt'] }));
  expect(await readdir(join(folder, 'draggedOut'))).toEqual([basename(dirname(dragged[0]?.[0] ?? ''))]);
  clock.advance(hourMs);
  await expect.poll(() => readdir(join(folder, 'draggedOut'))).toEqual([]);
  await draggingOut.close();
});
