/** So much is read at a time. */
export const chunkBytes = 64 * 1024;
/** Chunks that are kept, 4 MiB, however long the file is. */
const keptChunks = 64;

type ReadBytes = (startByte: number, endByte: number, signal: AbortSignal) => Promise<Uint8Array>;

/** The parts of a long file that were looked at, read as they come into sight. */
export type ByteChunks = {
  /** The byte at an offset; undefined while it is not there. */
  at(offset: number): number | undefined;
  /** Reads what is missing from `startByte` up to, and without, `endByte`, and gives up what is no longer looked at. */
  look(startByte: number, endByte: number): void;
  /** True when something that is looked at could not be read; looking again tries again. */
  hasFailed(): boolean;
  /** Gives up all reading. */
  close(): void;
};

/** Keeps the newest chunks in memory; `onChange` is told when there is something new to see. */
export function createByteChunks(sizeBytes: number, read: ReadBytes, onChange: () => void): ByteChunks {
  const chunks = new Map<number, Uint8Array>();
  const reading = new Map<number, AbortController>();
  const failed = new Set<number>();

  const keep = (index: number, bytes: Uint8Array): void => {
    chunks.delete(index);
    chunks.set(index, bytes);
    for (const oldest of chunks.keys()) {
      if (chunks.size <= keptChunks) break;
      chunks.delete(oldest);
    }
  };
  const load = (index: number): void => {
    const ending = new AbortController();
    reading.set(index, ending);
    const startByte = index * chunkBytes;
    read(startByte, Math.min(startByte + chunkBytes, sizeBytes), ending.signal)
      .then(
        (bytes) => keep(index, bytes),
        (thrown: unknown) => {
          if (ending.signal.aborted) return;
          console.warn('A part of a file could not be read', thrown);
          failed.add(index);
        },
      )
      .finally(() => {
        if (ending.signal.aborted) return;
        reading.delete(index);
        onChange();
      });
  };
  return {
    at(offset) {
      return chunks.get(Math.floor(offset / chunkBytes))?.[offset % chunkBytes];
    },
    look(startByte, endByte) {
      const first = Math.floor(startByte / chunkBytes);
      const last = Math.floor((Math.min(endByte, sizeBytes) - 1) / chunkBytes);
      for (const [index, ending] of reading) {
        if (index >= first && index <= last) continue;
        ending.abort();
        reading.delete(index);
      }
      failed.clear();
      for (let index = first; index <= last; index += 1) {
        const known = chunks.get(index);
        if (known !== undefined) keep(index, known);
        else if (!reading.has(index)) load(index);
      }
    },
    hasFailed: () => failed.size > 0,
    close() {
      for (const ending of reading.values()) ending.abort();
      reading.clear();
    },
  };
}
