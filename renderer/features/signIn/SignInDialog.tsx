import { Dialog, DialogSurface } from '@fluentui/react-components';
import type { Account } from '../../../shared/domain/account.ts';
import { displayName } from '../../ui/displayName.ts';
import { BrowserSignIn } from './BrowserSignIn.tsx';
import { CommandSignIn } from './CommandSignIn.tsx';

type Props = { readonly account: Account; readonly onClose: () => void };

/** Signs an account in: through the system's browser, or, where only the AWS CLI can, by its command. */
export function SignInDialog({ account, onClose }: Props) {
  return (
    <Dialog
      open
      // A click beside the dialog must not end what goes on in the browser.
      onOpenChange={(_, data) => data.type !== 'backdropClick' && !data.open && onClose()}
    >
      <DialogSurface>
        {account.credentialKind === 'login' ? (
          <CommandSignIn account={account} onClose={onClose} />
        ) : (
          <BrowserSignIn owner={account.id} name={displayName(account.name)} onClose={onClose} />
        )}
      </DialogSurface>
    </Dialog>
  );
}
