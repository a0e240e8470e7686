import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import { createBudget } from '../../../electron/core/transfers/flow/budget.ts';
import type { Flow } from '../../../electron/core/transfers/flow/flow.ts';
import type { DonePart, ItemProgress } from '../../../electron/core/transfers/journal/journal.ts';
import type { OnTaken, TransferItem } from '../../../electron/core/transfers/machine/model.ts';
import { createEtagTrust } from '../../../electron/core/transfers/moving/etags.ts';
import type {
  MoveContext,
  MoveOutcome,
  ProgressLog,
} from '../../../electron/core/transfers/moving/moveContext.ts';
import { uploadFile } from '../../../electron/core/transfers/upload/uploadFile.ts';

export const bucket = 'documents';
export const mebibyte = 1024 * 1024;

/** A progress log as the journal's, that remembers what was written. */
export type WrittenProgress = ProgressLog & {
  saved: ItemProgress | undefined;
  /** `begin` without an id, `begin` with one, `part 3`, `drop`. */
  readonly history: string[];
};

export type Uploads = {
  readonly folder: string;
  readonly progress: WrittenProgress;
  /** Bytes as the user is told them. */
  readonly told: { moved: number; restarts: number[] };
  /** What went through the flow: requests at the same time at most, and bytes. */
  readonly flow: { most: number; moved: number; paced: number };
  /** One attempt for the file of that name, to the key `in/NAME`. */
  upload(name: string, options?: Attempt): Promise<MoveOutcome>;
};

type Attempt = Partial<Pick<TransferItem, 'attempt' | 'maybeBegun' | 'answer' | 'kind' | 'target'>> & {
  readonly onTaken?: OnTaken;
  readonly looksFirst?: boolean;
  readonly signal?: AbortSignal;
  readonly nowMs?: number;
};

/** Uploads of one file at a time, without machine, engine and journal, from a folder that is removed after the test. */
export async function startUploads(
  storage: Storage,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<Uploads> {
  const folder = await mkdtemp(join(tmpdir(), 'satchel-upload-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFiles(folder, files);
  const progress = newProgress();
  const told = { moved: 0, restarts: [] as number[] };
  const counted = { most: 0, moved: 0, paced: 0 };
  const flow = newFlow(counted);
  const etags = createEtagTrust();
  return {
    folder,
    progress,
    told,
    flow: counted,
    upload(name, { onTaken = 'ask', looksFirst = false, signal, nowMs = Date.now(), ...item } = {}) {
      const context: MoveContext = {
        storage,
        accountId: 'work',
        bucket,
        jobId: 'job',
        item: {
          id: '1',
          kind: 'file',
          source: join(folder, name),
          target: `in/${name}`,
          sizeBytes: 0,
          modifiedAtMs: 0,
          attempt: 1,
          ...item,
        },
        onTaken,
        looksFirst,
        signal: signal ?? new AbortController().signal,
        flow,
        etags,
        progress,
        nowMs: () => nowMs,
        onBytes(bytes) {
          told.moved += bytes;
        },
        onRestart(movedBytes) {
          told.moved = movedBytes;
          told.restarts.push(movedBytes);
        },
      };
      return uploadFile(context);
    },
  };
}

/** Writes files below a folder, by relative path. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>) {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

function newProgress(): WrittenProgress {
  const history: string[] = [];
  return {
    saved: undefined,
    history,
    async read() {
      return this.saved;
    },
    async begin(progress) {
      this.saved = progress;
      history.push(progress.kind === 'upload' && progress.uploadId ? 'begin' : 'ask');
    },
    async partDone(part: DonePart) {
      if (this.saved === undefined) throw new Error('a part without an upload');
      this.saved = { ...this.saved, parts: [...this.saved.parts, part] };
      history.push(`part ${part.partNumber}`);
    },
    async drop() {
      this.saved = undefined;
      history.push('drop');
    },
  };
}

function newFlow(counted: Uploads['flow']): Flow {
  let active = 0;
  return {
    slots: {
      async run(_kind, _signal, work) {
        active += 1;
        counted.most = Math.max(counted.most, active);
        try {
          return await work();
        } finally {
          active -= 1;
        }
      },
      moved(bytes) {
        counted.moved += bytes;
      },
      setMost: () => undefined,
    },
    bandwidth: {
      pace(_direction, bytes) {
        counted.paced += bytes;
        return undefined;
      },
    },
    budget: createBudget(96 * mebibyte, 16 * mebibyte),
  };
}

/** Bytes that differ from place to place, so that a part in the wrong place shows. */
export function noise(sizeBytes: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  for (let index = 0, state = seed; index + 4 <= sizeBytes; index += 4) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes.writeUInt32LE(state, index);
  }
  return bytes;
}
