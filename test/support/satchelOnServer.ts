import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Connection } from '../../electron/core/accounts/connection.ts';
import type { Storage } from '../../electron/core/storage/storage.ts';
import { connectionTo, openConnection } from './connectionTo.ts';
import { launchSatchel, type RunningSatchel } from './electronApp.ts';
import { type FileWindow, fileWindow } from './fileWindow.ts';
import type { ControlClient } from './s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from './s3server/spawn.ts';

/** A bucket's objects for a test: the text of each key. */
export type Objects = Readonly<Record<string, string>>;

/** Satchel's window on a server of its own, with a second client that sees what the server has. */
export type SatchelOnServer = {
  readonly server: SpawnedS3Server;
  readonly control: ControlClient;
  /** The test's own client, not the window's. */
  readonly storage: Storage;
  readonly satchel: RunningSatchel;
  readonly page: Page;
  readonly window: FileWindow;
  /** A folder on this computer for the test's files; removed at the end. */
  readonly folder: string;
  /** Every key of a bucket, in order. */
  keys(bucket: string): Promise<readonly string[]>;
  /** An object's content. */
  read(bucket: string, key: string): Promise<Buffer>;
  close(): Promise<void>;
};

/** A new folder for a test's files; whoever asks for it removes it. */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'satchel-test-'));
}

/**
 * Starts a server with these buckets and opens Satchel on it; `connection` overrides what the window gets, and `dir` is
 * a folder that the server finds filled.
 */
export async function openSatchelOnServer(
  buckets: Readonly<Record<string, Objects>>,
  connection: Partial<Connection> = {},
  { dir }: { readonly dir?: string } = {},
): Promise<SatchelOnServer> {
  const folder = await temporaryFolder();
  const server = await spawnS3Server({ control: true, ...(dir !== undefined && { dir }) });
  const own = connectionTo(server, 'Test account');
  const storage = openConnection(own);
  for (const [bucket, objects] of Object.entries(buckets)) await fillBucket(storage, bucket, objects);
  const satchel = await launchSatchel({ connection: { ...own, ...connection } });
  const { control } = server;
  if (!control) throw new Error('The server has no control port');
  return {
    server,
    control,
    storage,
    satchel,
    page: satchel.page,
    window: fileWindow(satchel.page),
    folder,
    keys: (bucket) => listKeys(storage, bucket),
    read: async (bucket, key) => {
      const { body } = await storage.openRange({ bucket, key });
      return Buffer.concat(await body.toArray());
    },
    close: async () => {
      await satchel.close();
      storage.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes a bucket with these objects. */
export async function fillBucket(storage: Storage, bucket: string, objects: Objects): Promise<void> {
  await storage.createBucket(bucket);
  const waiting = Object.entries(objects).values();
  const worker = async () => {
    for (const [key, text] of waiting) await storage.put({ bucket, key }, Buffer.from(text));
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

/** Every key of a bucket, in order. */
export async function listKeys(storage: Storage, bucket: string): Promise<readonly string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await storage.listPage({ bucket, prefix: '', ...(cursor && { cursor }) });
    keys.push(...page.entries.flatMap((entry) => (entry.kind === 'file' ? [entry.key] : [])));
    cursor = page.nextCursor;
  } while (cursor);
  return keys;
}
