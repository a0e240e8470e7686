import type { UploadOptions } from '../../storage/storage.ts';
import type { Proof } from '../machine/model.ts';
import type { MoveContext, MoveOutcome } from '../moving/moveContext.ts';

/** How a body goes: below the limit of the moment, and told to whoever counts. */
export function sendOptions({ flow, onBytes }: MoveContext, signal: AbortSignal): UploadOptions {
  return {
    signal,
    pace: (bytes) => flow.bandwidth.pace('up', bytes, signal),
    onBytes(bytes) {
      onBytes(bytes);
      // What is taken back has gone over the line all the same.
      if (bytes > 0) flow.slots.moved(bytes);
    },
  };
}

type Stored = {
  readonly etag: string;
  readonly versionId?: string | undefined;
  readonly checksum?: { readonly algorithm: string; readonly value: string };
};

/** What is written down of an object: its checksum where the server has compared one, else the MD5 that its ETag proves. */
export function proofOf({ etag, versionId, checksum }: Stored, provenMd5?: string): Proof {
  const text = checksum ? `${checksum.algorithm} ${checksum.value}` : provenMd5 && `MD5 ${provenMd5}`;
  return {
    etag,
    ...(versionId === undefined ? {} : { versionId }),
    ...(text === undefined ? {} : { checksum: text }),
  };
}

/** The outcome of a finished upload under `key`, which is another one than asked for when both were to be kept. */
export function uploaded({ item }: MoveContext, key: string, sizeBytes: number, proof: Proof) {
  const renamed = key === item.target ? {} : { renamed: { from: item.target, to: key } };
  return { kind: 'done', sizeBytes, proof, ...renamed } as const satisfies MoveOutcome;
}
