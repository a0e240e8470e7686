import type { AppError } from '../../../shared/domain/appError.ts';
import { SatchelError } from '../satchelError.ts';

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

/** What it means for the user that a local file could not be written; a SatchelError passes as it is. */
export function writingError(error: unknown, name: string): SatchelError {
  if (error instanceof SatchelError) return error;
  const details = { cause: error, params: { name } };
  const elsewhere = { ...details, action: 'chooseAnotherPlace' as const };
  switch (errnoOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new SatchelError('local.noSpace', messageOf(error), elsewhere);
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
      return new SatchelError('local.notWritable', messageOf(error), elsewhere);
  }
}

/** Anything that was thrown, as the error that the user is told. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof SatchelError) return error.appError;
  return { code: 'internal', message: messageOf(error), retryable: false };
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
