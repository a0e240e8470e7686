import type { ErrorCode } from '../../../../shared/domain/appError.ts';
import { SatchelError } from '../../satchelError.ts';
import { readFailure } from '../../storage/s3/errors.ts';
import type { SsoSession } from '../credentials/credentialPlan.ts';
import { serviceError } from '../credentials/serviceErrors.ts';

/** What the way to a server does, and not what is asked of it. */
const ofTheWay = /^(network|clock)\.|^server\.(busy|failed)$|^account\.fileNotWritable$|^cancelled$/;

/**
 * A sign-in that did not begin: what answered is no sign-in service for this start URL, or nothing answered. `secrets`
 * never stand in the text.
 */
export function startError(error: unknown, session: SsoSession, secrets: readonly string[]): SatchelError {
  const plain = serviceError(error, { secrets });
  if (ofTheWay.test(plain.code)) return plain;
  return new SatchelError('signIn.badServer', plain.message, {
    action: 'openConfig',
    params: { url: session.startUrl },
  });
}

/** A sign-in that ended without a token. */
export function pollError(error: unknown, session: SsoSession, secrets: readonly string[]): SatchelError {
  const plain = serviceError(error, { secrets });
  if (plain.code === 'cancelled') return plain;
  return new SatchelError(codeOf(readFailure(error).name), plain.message, {
    action: 'signIn',
    params: { url: session.startUrl },
  });
}

function codeOf(name: string): ErrorCode {
  switch (name) {
    case 'AccessDeniedException':
      return 'signIn.denied';
    case 'AuthorizationPendingException':
    case 'ExpiredTokenException':
    case 'SlowDownException':
      return 'signIn.expired';
    default:
      return name.endsWith('Exception') ? 'signIn.failed' : 'signIn.expired';
  }
}
