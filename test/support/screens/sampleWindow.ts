import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  largeFolder,
  type SampleObject,
  sampleBuckets,
  sampleObjects,
} from '../../../build/demo/sample/sample.ts';
import type { ObjectAttributes } from '../../../electron/core/storage/storage.ts';
import { connectionTo, openConnection } from '../connectionTo.ts';
import { launchSatchel, type RunningSatchel } from '../electronApp.ts';
import type { ControlClient } from '../s3server/controlClient.ts';
import { fillBucket } from '../s3server/fillBucket.ts';
import { spawnS3Server } from '../s3server/spawn.ts';

/** An object that a group of screens needs besides the demo's sample. */
export type ExtraObject = {
  readonly bucket: string;
  readonly key: string;
  readonly body: string | Uint8Array | (() => Uint8Array | Promise<Uint8Array>);
  readonly attributes?: ObjectAttributes;
};

/** The server behind a window on the sample, and what else screens need. */
export type SampleBehind = {
  readonly control: ControlClient;
  /** A folder on this computer for the files of a screen. */
  readonly folder: string;
};

type Options = {
  /** Buckets with nothing in them but what `extras` puts there. */
  readonly buckets?: readonly string[];
  readonly extras?: readonly ExtraObject[];
};

const parallelPuts = 8;
const servers = new WeakMap<RunningSatchel, SampleBehind>();

/** The size in which the window opens at first, in CSS pixels. */
export const usualSize = { width: 1180, height: 760 } as const;

/** Opens Satchel on a server with the demo's sample; `resources` ends both. */
export async function openSampleWindow(
  resources: AsyncDisposableStack,
  { buckets = [], extras = [] }: Options = {},
): Promise<RunningSatchel> {
  const folder = await mkdtemp(path.join(tmpdir(), 'satchel-screens-'));
  resources.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const server = await spawnS3Server({ control: true });
  resources.defer(() => server.stop());
  const { control } = server;
  if (control === undefined) throw new Error('The server has no control port');
  const connection = connectionTo(server, 'Sample account');
  const storage = openConnection(connection);
  try {
    for (const bucket of [...sampleBuckets, ...buckets]) await storage.createBucket(bucket);
    const isInLargeFolder = ({ key }: { readonly key: string }) => key.startsWith(largeFolder.prefix);
    const large = sampleObjects.filter(isInLargeFolder).map(({ key }) => key);
    fillBucket(server.dir, largeFolder.bucket, large, 24);
    const sample = sampleObjects.filter((object) => !isInLargeFolder(object));
    const waiting = [
      ...extras.map((extra) => async () => {
        await storage.put(extra, await bytesOf(extra), extra.attributes ?? {});
      }),
      ...sample.map((object) => async () => {
        await storage.put(object, await bytesOfSample(object), { contentType: object.contentType });
      }),
    ].values();
    const worker = async () => {
      for (const put of waiting) await put();
    };
    await Promise.all(Array.from({ length: parallelPuts }, worker));
  } finally {
    storage.close();
  }
  const satchel = await launchSatchel({ connection });
  resources.defer(() => satchel.close());
  await satchel.page.setViewportSize(usualSize);
  servers.set(satchel, { control, folder });
  return satchel;
}

const painted = new Map<SampleObject['bytes'], Uint8Array | Promise<Uint8Array>>();

/** An object's bytes, which are made once for all windows: a picture is painted dot by dot. */
async function bytesOfSample({ bytes }: Pick<SampleObject, 'bytes'>): Promise<Uint8Array> {
  const made = painted.get(bytes) ?? bytes();
  painted.set(bytes, made);
  return made;
}

async function bytesOf({ body }: ExtraObject): Promise<Uint8Array> {
  return typeof body === 'function' ? bytesOfSample({ bytes: body }) : Buffer.from(body);
}

/** What is behind a window that `openSampleWindow` has opened; throws for any other. */
export function sampleBehind(satchel: RunningSatchel): SampleBehind {
  const behind = servers.get(satchel);
  if (behind === undefined) throw new Error('This window was not opened on the sample');
  return behind;
}
