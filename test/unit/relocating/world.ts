import { onTestFinished } from 'vitest';
import { createOperations, type Operations } from '../../../electron/core/operations/operations.ts';
import type { Clock } from '../../../electron/core/ports.ts';
import {
  createMemoryJournal,
  type KeyValueJournal,
} from '../../../electron/core/relocating/keyValueJournal.ts';
import type { RelocationRequest } from '../../../electron/core/relocating/records.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { Selection } from '../../../shared/domain/object.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';
import { manualClock } from '../transfers/manualClock.ts';

export const bucket = 'documents';

/** Accounts `work` and `home` over storages in memory, and the operations on them. */
export type World = {
  readonly work: MemoryStorage;
  readonly home: MemoryStorage;
  readonly journal: KeyValueJournal;
  readonly clock: Clock & { advance(byMs: number): void };
  /** Accounts that are not there yet. */
  readonly missing: Set<string>;
  /** What copies through this computer keep below; may be set at any time. */
  readonly speedLimits: { uploadBytesPerSecond: number | null; downloadBytesPerSecond: number | null };
  readonly told: Operation[];
  readonly operations: Operations;
  /** The operation as it ends. */
  ended(id: string): Promise<Operation>;
  /** Closes the operations and begins others over the same journal. */
  restart(): Promise<World>;
};

/** Starts a world whose account `work` holds these keys, each with its own text. */
export async function openWorld(keys: readonly string[], from?: World): Promise<World> {
  const clock = from?.clock ?? manualClock(Date.now());
  const make = () => createMemoryStorage({ buckets: [bucket, 'other'] });
  const work = from?.work ?? make();
  const home = from?.home ?? make();
  for (const key of keys) await work.put({ bucket, key }, Buffer.from(key.endsWith('/') ? '' : key));
  const journal = from?.journal ?? createMemoryJournal();
  const missing = from?.missing ?? new Set<string>();
  const speedLimits = from?.speedLimits ?? { uploadBytesPerSecond: null, downloadBytesPerSecond: null };
  const told: Operation[] = [];
  const endings = new Map<string, (operation: Operation) => void>();
  let count = 0;
  const operations = createOperations({
    accounts: {
      storage(accountId) {
        if (missing.has(accountId)) throw new SatchelError('request.stale', 'gone');
        return accountId === 'home' ? home : work;
      },
    },
    clock,
    openJournal: async () => ({ ...journal, close: async () => undefined }),
    speedLimits: () => ({ ...speedLimits, schedule: null }),
    random: () => 0.5,
    newId() {
      count += 1;
      return `${from === undefined ? 'first' : 'second'} ${count}`;
    },
    onChanged(operation) {
      told.push(operation);
      if (operation.status !== 'running') endings.get(operation.id)?.(operation);
    },
  });
  onTestFinished(() => operations.close());
  const world: World = {
    work,
    home,
    journal,
    clock,
    missing,
    speedLimits,
    told,
    operations,
    ended: (id) =>
      new Promise((resolve) => {
        const over = told.find((operation) => operation.id === id && operation.status !== 'running');
        if (over) resolve(over);
        else endings.set(id, resolve);
      }),
    async restart() {
      await operations.close();
      return openWorld([], world);
    },
  };
  return world;
}

/** A selection in the account `work`. */
export function selection(parts: Partial<Selection>): Selection {
  return { accountId: 'work', bucket, basePrefix: '', keys: [], prefixes: [], ...parts };
}

/** A request within the account `work` that stops at taken names. */
export function request(
  parts: Partial<Selection>,
  prefix: string,
  more: Partial<Omit<RelocationRequest, 'selection'>> & {
    readonly accountId?: string;
    readonly to?: string;
  } = {},
): RelocationRequest {
  const { accountId = 'work', to = bucket, ...rest } = more;
  return { selection: selection(parts), target: { accountId, bucket: to, prefix }, onTaken: 'stop', ...rest };
}

/** What a bucket holds, as texts by key. */
export function texts(storage: MemoryStorage, name = bucket): Readonly<Record<string, string>> {
  const found = [...storage.objects(name)].map(([key, { bytes }]) => [key, bytes.toString()] as const);
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}
