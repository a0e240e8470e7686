import { stat, statfs } from 'node:fs/promises';
import { homedir } from 'node:os';

/** statfs(2) of Linux: ext, xfs, btrfs, f2fs, zfs, bcachefs, overlayfs. */
const ownDisks: ReadonlySet<number> = new Set([
  0xef53, 0x58465342, 0x9123683e, 0xf2f52010, 0x2fc12fc1, 0xca451a4e, 0x794c7630,
]);
const tmpfs = 0x01021994;

/** Whether a call may be left without an answer, as by a disk in the network (`other`), or waits for nothing at all. */
export async function diskOf(folderPath: string): Promise<'own' | 'memory' | 'other'> {
  if (process.platform === 'linux') {
    const { type } = await statfs(folderPath);
    if (type === tmpfs) return 'memory';
    return ownDisks.has(type) ? 'own' : 'other';
  }
  // Elsewhere nobody tells; the user's own disk answers, or nothing would.
  const [folder, home] = await Promise.all([stat(folderPath), stat(homedir())]);
  return folder.dev === home.dev ? 'own' : 'other';
}

/** Above either, the disk is one to be patient with for a while. */
const slowMeanMs = 5;
const slowCallMs = 250;
const patientForMs = 60_000;

/** Whether a disk answers quickly enough for calls that block this thread. */
export type DiskPace = {
  isQuick(): boolean;
  /** A blocking call that counts. */
  timed<A extends readonly unknown[], R>(call: (...args: A) => R): (...args: A) => R;
};

/** A disk is quick until its calls take long, and again a minute later. */
export function createDiskPace(nowMs: () => number = () => performance.now()): DiskPace {
  let meanMs = 0;
  let patientUntilMs = Number.NEGATIVE_INFINITY;
  return {
    isQuick: () => nowMs() >= patientUntilMs,
    timed:
      (call) =>
      (...args) => {
        const startedAtMs = nowMs();
        try {
          return call(...args);
        } finally {
          const endedAtMs = nowMs();
          meanMs += (endedAtMs - startedAtMs - meanMs) / 16;
          if (meanMs > slowMeanMs || endedAtMs - startedAtMs > slowCallMs) {
            patientUntilMs = endedAtMs + patientForMs;
            meanMs = 0;
          }
        }
      },
  };
}
