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
