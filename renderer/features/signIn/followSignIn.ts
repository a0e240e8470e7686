import type { SignIn } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { Portal } from '../../../shared/domain/organisation.ts';
import { onEvent, request, toAppError } from '../../ipc/client.ts';

/** What is signed in to: an account by its id, or an organisation that has none yet. */
export type SignInOwner = string | Portal;

/** How a sign-in through the browser stands, as its dialog shows it. */
export type SignInProgress =
  | { readonly status: 'starting' | 'done' | 'cancelled' }
  | {
      readonly status: 'waiting';
      readonly signInId: string;
      readonly userCode: string | undefined;
      readonly pageUrl: string | undefined;
      readonly expiresAtMs: number | undefined;
    }
  | { readonly status: 'failed'; readonly error: AppError };

/**
 * Starts a sign-in and tells how it goes; returns the function that ends it. An event that comes before main has told
 * the sign-in's id is kept, and one of another sign-in is not ours.
 */
export function followSignIn(owner: SignInOwner, onProgress: (progress: SignInProgress) => void): () => void {
  let isStopped = false;
  let hasEnded = false;
  let ownId: string | undefined;
  const early = new Map<string, SignIn>();

  const tell = (signIn: SignIn) => {
    hasEnded = signIn.status === 'done' || signIn.status === 'failed' || signIn.status === 'cancelled';
    onProgress(progressOf(signIn));
  };
  const cancel = (signInId: string) =>
    request('account.cancelSignIn', { signInId }).catch((thrown: unknown) =>
      console.warn('A sign-in could not be cancelled', thrown),
    );
  const stopListening = onEvent('signIn.changed', (signIn) => {
    if (ownId === undefined) early.set(signIn.id, signIn);
    else if (signIn.id === ownId) tell(signIn);
  });
  const start = async () => {
    try {
      const { signInId } = await (typeof owner === 'string'
        ? request('account.signIn', { accountId: owner })
        : request('organisation.signIn', owner));
      if (isStopped) return void cancel(signInId);
      ownId = signInId;
      const known = early.get(signInId);
      if (known !== undefined) tell(known);
    } catch (thrown) {
      if (!isStopped) onProgress({ status: 'failed', error: toAppError(thrown) });
    }
  };
  void start();
  return () => {
    isStopped = true;
    stopListening();
    if (ownId !== undefined && !hasEnded) void cancel(ownId);
  };
}

function progressOf(signIn: SignIn): SignInProgress {
  switch (signIn.status) {
    case 'waiting': {
      const { id: signInId, userCode, pageUrl, expiresAtMs, status } = signIn;
      return { status, signInId, userCode, pageUrl, expiresAtMs };
    }
    case 'failed': {
      const unknown = { code: 'signIn.failed', message: 'No reason was given', retryable: true } as const;
      return { status: 'failed', error: signIn.error ?? unknown };
    }
    default:
      return { status: signIn.status };
  }
}
