import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SourceFile } from './sourceFile.ts';

/** The bytes of a small file, read when they are first asked for. */
export type SmallContent = {
  readonly source: SourceFile;
  /** All of them, of a file that did not change while they were read; throws `local.changed` for one that did. */
  body(): Promise<Buffer>;
  /** Their MD5 in hexadecimal digits. */
  md5(): Promise<string>;
};

const hashedBytes = 1024 * 1024;

/** The content of a file, in `buffer`, which is as long as it; with `hashesAsRead` it is read and hashed in one go. */
export function smallContent(buffer: Buffer, source: SourceFile, hashesAsRead: boolean): SmallContent {
  let reading: Promise<Buffer> | undefined;
  let md5: string | undefined;
  const read = async (): Promise<Buffer> => {
    const hash = hashesAsRead ? createHash('md5') : undefined;
    await source.read(buffer, 0, hash && ((chunk) => void hash.update(chunk)));
    await source.checkUnchanged();
    md5 = hash?.digest('hex');
    return buffer;
  };
  const body = (): Promise<Buffer> => {
    reading ??= read();
    return reading;
  };
  return {
    source,
    body,
    async md5() {
      const bytes = await body();
      md5 ??= await md5Of(bytes);
      return md5;
    },
  };
}

async function md5Of(bytes: Buffer): Promise<string> {
  const hash = createHash('md5');
  for (let start = 0; start < bytes.length; start += hashedBytes) {
    if (start > 0) await nextTurn();
    hash.update(bytes.subarray(start, start + hashedBytes));
  }
  return hash.digest('hex');
}
