import { createContext, useContext } from 'react';
import type { AppError, ErrorAction } from '../../shared/domain/appError.ts';
import { errorActionLabel } from './errorText.ts';

/** A button that mends the cause of an error, such as "Sign in". */
export type ErrorFix = { readonly label: string; readonly start: () => void };

/** Whose error it is: of an account by its id, or of the one that the window shows. */
export type ErrorOwner = { readonly accountId: string } | 'shown';

/** Finds what mends an error; `again` is asked once it is mended. */
export type FindErrorFix = (
  error: AppError,
  owner: ErrorOwner,
  again: (() => void) | undefined,
) => ErrorFix | undefined;

/** Given by the part of the window that can open the dialogs for it; outside of it a place mends its errors itself. */
export const ErrorFixContext = createContext<FindErrorFix | undefined>(undefined);

/** Actions that only a fix carries out; the place of the error cannot. */
const fixActions: ReadonlySet<ErrorAction> = new Set([
  'signIn',
  'enterCode',
  'editAccount',
  'openConfig',
  'openSettings',
]);

/** What mends the cause of an error elsewhere in the window; keys that a server refuses can be changed, if nothing else. */
export function mendingAction({ action, code }: AppError): ErrorAction | undefined {
  if (action === undefined) return code.startsWith('credentials.') ? 'editAccount' : undefined;
  return fixActions.has(action) ? action : undefined;
}

/** True for an error whose button mends its cause elsewhere in the window. */
export function asksForFix(error: AppError): boolean {
  return mendingAction(error) !== undefined;
}

/**
 * The error's one button: what mends its cause, else what its place can do about it (`onAction`). Undefined where there
 * is nothing to do.
 */
export function useErrorButton(
  error: AppError,
  owner: ErrorOwner,
  onAction: (() => void) | undefined,
  actionLabel?: string | undefined,
): ErrorFix | undefined {
  const findFix = useContext(ErrorFixContext);
  const isElsewhere = asksForFix(error) && findFix !== undefined;
  const fix = isElsewhere ? findFix(error, owner, onAction) : undefined;
  if (fix !== undefined) return fix;
  // What cannot be mended can still be asked again.
  const label =
    actionLabel ??
    errorActionLabel(isElsewhere && error.action !== undefined ? { ...error, action: 'retry' } : error);
  return onAction === undefined || label === undefined ? undefined : { label, start: onAction };
}
