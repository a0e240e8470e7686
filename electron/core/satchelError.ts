import type { AppError, ErrorCode } from '../../shared/domain/appError.ts';

const retryableCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'network.unreachable',
  'network.timedOut',
  'network.lost',
  'network.proxyFailed',
  'server.busy',
  'server.failed',
  'integrity.mismatch',
]);

/** What everything in core throws when it fails for a reason the user can be told; becomes an AppError at the boundary. */
export class SatchelError extends Error {
  override readonly name = 'SatchelError';
  readonly appError: AppError;

  constructor(
    code: ErrorCode,
    message: string,
    details: Pick<AppError, 'action' | 'params'> & { readonly cause?: unknown } = {},
  ) {
    const { cause, ...rest } = details;
    super(message, { cause });
    this.appError = { code, message, retryable: retryableCodes.has(code), ...rest };
  }

  get code(): ErrorCode {
    return this.appError.code;
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
