import { Dialog, DialogSurface } from '@fluentui/react-components';
import { useState } from 'react';
import type { OrganisationRole, Portal } from '../../../shared/domain/organisation.ts';
import { BrowserSignIn } from '../signIn/BrowserSignIn.tsx';
import { PortalForm } from './PortalForm.tsx';
import { portalName } from './portalName.ts';
import { RoleChoice } from './RoleChoice.tsx';

type Step =
  | { readonly kind: 'portal' | 'signIn' }
  | { readonly kind: 'roles'; readonly roles: readonly OrganisationRole[] | undefined };

type Props = {
  /** The region to begin with. */
  readonly region: string;
  /** Told when the dialog is done with, with the first of the accounts that were added. */
  readonly onClose: (addedId?: string) => void;
};

/** Asks where the organisation signs in, signs in there in the browser, and takes over what may be used. */
export function OrganisationDialog({ region, onClose }: Props) {
  const [portal, setPortal] = useState<Portal>({ startUrl: '', region });
  const [step, setStep] = useState<Step>({ kind: 'portal' });
  const name = portalName(portal);
  return (
    <Dialog
      open
      // A click beside the dialog must not throw away what was typed, nor end what goes on in the browser.
      onOpenChange={(_, data) => data.type !== 'backdropClick' && !data.open && onClose()}
    >
      <DialogSurface>
        {step.kind === 'portal' && (
          <PortalForm
            portal={portal}
            onChange={setPortal}
            onSignIn={() => setStep({ kind: 'signIn' })}
            onRoles={(roles) => setStep({ kind: 'roles', roles })}
            onCancel={() => onClose()}
          />
        )}
        {step.kind === 'signIn' && (
          <BrowserSignIn
            owner={portal}
            name={name}
            onDone={() => setStep({ kind: 'roles', roles: undefined })}
            onClose={() => setStep({ kind: 'portal' })}
          />
        )}
        {step.kind === 'roles' && (
          <RoleChoice
            portal={portal}
            known={step.roles}
            name={name}
            onBack={() => setStep({ kind: 'portal' })}
            onAdded={onClose}
          />
        )}
      </DialogSurface>
    </Dialog>
  );
}
