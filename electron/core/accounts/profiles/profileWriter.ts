import type { Computer } from '../../ports.ts';
import { locateAwsFiles } from './awsFiles.ts';
import { checkReplaceable, followLinks, replaceTexts } from './fileReplacing.ts';
import { readFileText } from './fileText.ts';
import { changeProfile, dropProfile, type ProfileChange } from './profileChange.ts';

let lastTask: Promise<unknown> = Promise.resolve();

/**
 * Writes a profile into the AWS files; the files are as they were when it fails. Throws `account.nameTaken`,
 * `account.nameInvalid`, `account.fileNotReadable`, `account.fileNotWritable`, `account.fileBroken` where the CLI would
 * refuse what stands in the profile's own section, and `request.invalid` for a value that such a file cannot hold.
 */
export function saveProfile(computer: Computer, change: ProfileChange): Promise<void> {
  return inTurn(() => replaceTexts(locateAwsFiles(computer), (files) => changeProfile(files, change)));
}

/** Takes a profile out of both AWS files; one that is not there is no error. Throws as `saveProfile` does. */
export function removeProfile(computer: Computer, name: string): Promise<void> {
  return inTurn(() => replaceTexts(locateAwsFiles(computer), (files) => dropProfile(files, name)));
}

/** The credentials file's path, and whether keys could be written to it, also when it is not there yet. */
export async function checkWritable(
  computer: Computer,
): Promise<{ readonly path: string; readonly isWritable: boolean }> {
  const path = locateAwsFiles(computer).credentials;
  const isWritable = await followLinks(path)
    .then(async (target) => {
      await checkReplaceable(target);
      return !('unreadable' in readFileText(target));
    })
    .catch(() => false);
  return { path, isWritable };
}

/** One writer at a time, so that none works on what another one is about to replace. */
function inTurn(task: () => Promise<void>): Promise<void> {
  const mine = lastTask.then(task);
  lastTask = mine.catch(() => undefined);
  return mine;
}
