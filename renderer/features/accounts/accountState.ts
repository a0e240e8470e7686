import type { AppError } from '../../../shared/domain/appError.ts';

/** How the account stands, by the last answer of its server. */
export type AccountState = 'connecting' | 'connected' | 'unreachable' | 'refused';

/** How the account stands after a listing of its buckets or of a folder was answered; `error` when that failed. */
export function accountStateAfter(before: AccountState, error: AppError | undefined): AccountState {
  if (error === undefined) return 'connected';
  const [area] = error.code.split('.');
  switch (area) {
    case 'network':
    case 'server':
      return 'unreachable';
    case 'credentials':
    case 'clock':
      return 'refused';
    // The server knew who asked: what it would not give says nothing about the account.
    case 'access':
    case 'bucket':
    case 'object':
      return 'connected';
    default:
      return before;
  }
}
