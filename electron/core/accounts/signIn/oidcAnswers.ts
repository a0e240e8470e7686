import { SatchelError } from '../../satchelError.ts';
import { readFailure } from '../../storage/s3/errors.ts';
import type { Registration, SsoToken } from './ssoCache.ts';

/** What CreateToken gave, for the client that asked; throws `server.badAnswer` when that is no token. */
export function tokenFromAnswer(
  answer: {
    readonly accessToken?: string | undefined;
    readonly expiresIn?: number | undefined;
    readonly refreshToken?: string | undefined;
  },
  registration: Registration,
  nowMs: number,
): SsoToken {
  const { accessToken, expiresIn, refreshToken } = answer;
  if (!accessToken || !expiresIn) throw badAnswer('CreateToken');
  return {
    accessToken,
    expiresAtMs: nowMs + expiresIn * 1000,
    ...(refreshToken && { refreshToken }),
    registration,
  };
}

/** The service understood and said no, so that asking again would not help. */
export function isRefusal(error: unknown): boolean {
  const { name, status } = readFailure(error);
  const isBusy = status === 408 || status === 429 || name === 'SlowDownException';
  return status !== undefined && status >= 400 && status < 500 && !isBusy && name.endsWith('Exception');
}

/** An answer that is none to what was asked. */
export function badAnswer(operation: string): SatchelError {
  return new SatchelError('server.badAnswer', `${operation} was answered with something else.`);
}
