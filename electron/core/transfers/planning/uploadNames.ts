import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { numberedName } from '../moving/numberedName.ts';

/** The name that an entry of a folder gets in the bucket. */
export type UploadName = { readonly name: string; readonly changedFrom?: string };

/** Asks whether a name is another entry's than that of `own`. */
type IsAnothers = (name: string, own: string) => boolean | Promise<boolean>;

/** Names for what was chosen: in Unicode NFC; who comes first keeps the name, the next one gets a number. */
export function chosenNames(): (name: string) => Promise<UploadName> {
  return createNames(() => false, true);
}

/**
 * Names for the entries of one folder: in Unicode NFC. Two that become one get two names; who has it as it is keeps it, in
 * whatever order they come. A name that does not change can only be met by one that does, and that one asks the disk: so
 * nothing has to be kept of the many that do not.
 */
export function namesInFolder(folderPath: string): (name: string) => Promise<UploadName> {
  return createNames((name, own) => isAnotherEntry(folderPath, name, own), false);
}

function createNames(isAnothers: IsAnothers, keepsAll: boolean): (name: string) => Promise<UploadName> {
  const taken = new Set<string>();
  return async (own) => {
    const plain = inBucket(own);
    if (plain === own && !keepsAll) return { name: own };
    let name = plain;
    for (let number = 2; taken.has(name) || (await isAnothers(name, own)); number += 1) {
      name = numberedName(plain, number);
    }
    taken.add(name);
    return name === plain ? { name } : { name, changedFrom: plain };
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that NFC never changes.
const isAscii = /^[\x00-\x7f]+$/;

function inBucket(name: string): string {
  if (isAscii.test(name)) return name;
  // Through bytes: half a character, which Windows allows in a name, is none in UTF-8 and becomes U+FFFD.
  return Buffer.from(name || '_')
    .toString()
    .normalize('NFC');
}

async function isAnotherEntry(folderPath: string, name: string, own: string): Promise<boolean> {
  if (name === own) return false;
  const there = await lstat(join(folderPath, name), { bigint: true }).catch(() => undefined);
  if (there === undefined) return false;
  // macOS finds the same entry by either form; elsewhere, two that are the same file are hard links to it.
  const itself = await lstat(join(folderPath, own), { bigint: true }).catch(() => undefined);
  const isSame = there.ino === itself?.ino && there.dev === itself.dev;
  return !isSame || (there.isFile() && there.nlink > 1n);
}
