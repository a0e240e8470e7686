import { assertNever } from '../../../shared/assertNever.ts';
import type { Account } from '../../../shared/domain/account.ts';
import type { AppError, ErrorAction } from '../../../shared/domain/appError.ts';

/** What the window can do about an account; each has its words in the catalogue, `fix.<name>`. */
export type AccountFix = 'signIn' | 'enterCode' | 'editKeys' | 'openFile' | 'openSettings';

/** What uses an account, or makes it usable: the one button that it has. */
export type AccountButton = 'open' | 'retry' | 'check' | AccountFix;

/** The fix that an error asks for; undefined where its action is none, or where the account does not allow it. */
export function fixFor(
  action: ErrorAction | undefined,
  account: Account | undefined,
): AccountFix | undefined {
  if (action === 'openSettings') return 'openSettings';
  if (account === undefined) return undefined;
  if (action === 'signIn') return 'signIn';
  if (action === 'enterCode') return 'enterCode';
  if (action === 'editAccount' || action === 'openConfig') {
    const isFileMeant = action === 'openConfig' && account.source === 'profile';
    if (account.canEdit && !isFileMeant) return 'editKeys';
    return account.source === 'profile' ? 'openFile' : undefined;
  }
  return undefined;
}

/** The one button of an account, by its state. */
export function buttonOf(account: Account): AccountButton {
  const { state, error } = account.health;
  switch (state) {
    case 'works':
    case 'listDenied':
      return 'open';
    case 'needsSignIn':
      return 'signIn';
    case 'needsCode':
      return 'enterCode';
    case 'unchecked':
      return 'check';
    case 'unreachable':
      return fixFor(error?.action, account) ?? 'retry';
    case 'wrongKeys':
      return fixFor('editAccount', account) ?? 'retry';
    case 'broken':
      if (error?.action === 'retry') return 'retry';
      return fixFor(error?.action, account) ?? fixFor('openConfig', account) ?? 'retry';
    default:
      return assertNever(state, 'account state');
  }
}

/** The AWS file in which the error's cause stands, as far as the error tells; the roles and sign-ins stand in `config`. */
export function fileOf(error: AppError | undefined): 'config' | 'credentials' {
  const file = error?.params?.file;
  if (typeof file === 'string') return file.endsWith('credentials') ? 'credentials' : 'config';
  return error?.code.startsWith('credentials.') ? 'credentials' : 'config';
}
