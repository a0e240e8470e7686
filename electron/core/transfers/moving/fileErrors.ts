import { messageOf, SatchelError } from '../../satchelError.ts';

/** The `code` of an error of Node's file system, such as `ENOENT`; undefined for any other value. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What it means for the user that a local file could not be read; a SatchelError passes as it is. */
export function readingError(error: unknown, name: string): SatchelError {
  if (error instanceof SatchelError) return error;
  const details = { cause: error, params: { name } };
  switch (errnoOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ESTALE':
      return new SatchelError('local.notFound', messageOf(error), details);
    case undefined:
      return new SatchelError('internal', messageOf(error), details);
    default:
      return new SatchelError('local.notReadable', messageOf(error), details);
  }
}

/**
 * What it means for the user that a local file could not be written; a SatchelError passes as it is. The action
 * `chooseAnotherPlace` says that no other file could be written there either.
 */
export function writingError(error: unknown, name: string): SatchelError {
  if (error instanceof SatchelError) return error;
  const details = { cause: error, params: { name } };
  const action = 'chooseAnotherPlace';
  switch (errnoOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new SatchelError('local.noSpace', messageOf(error), { ...details, action });
    case 'EROFS':
      return new SatchelError('local.notWritable', messageOf(error), { cause: error, action });
    case 'ENAMETOOLONG':
      return new SatchelError('local.nameTooLong', messageOf(error), details);
    case 'EEXIST':
    case 'EISDIR':
    case 'ENOTDIR':
    case 'ENOTEMPTY':
      return new SatchelError('object.alreadyExists', messageOf(error), details);
    case undefined:
      return new SatchelError('internal', messageOf(error), details);
    default:
      return new SatchelError('local.notWritable', messageOf(error), details);
  }
}

/** A folder has the name that a file is to get. */
export function takenByFolder(): Error {
  return Object.assign(new Error('A folder has this name'), { code: 'EISDIR' });
}

const refusals: ReadonlySet<string | undefined> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR']);

/**
 * Why nothing could be made in the chosen folder itself: where the folder refuses it, the error for the whole download,
 * otherwise what was thrown.
 */
export function chosenFolderError(error: unknown): unknown {
  if (!refusals.has(errnoOf(error))) return error;
  return new SatchelError('local.notWritable', messageOf(error), {
    cause: error,
    action: 'chooseAnotherPlace',
  });
}

/** True when a file or a folder was not there, also where that has become a SatchelError. */
export function isMissing(error: unknown): boolean {
  return errnoOf(error instanceof SatchelError ? error.cause : error) === 'ENOENT';
}
