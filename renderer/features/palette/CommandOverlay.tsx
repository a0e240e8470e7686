import { useMemo } from 'react';
import type { Account } from '../../../shared/domain/account.ts';
import type { Location } from '../../../shared/domain/object.ts';
import type { CommandContext } from '../commands/commandFacts.ts';
import { ShortcutsDialog } from '../commands/ShortcutsDialog.tsx';
import { useFavourites, useRecents } from '../places/usePlaces.ts';
import { PaletteDialog } from './PaletteDialog.tsx';
import { usePalettePlaces } from './usePalettePlaces.ts';

type Props = {
  readonly overlay: 'palette' | 'shortcuts' | undefined;
  readonly context: CommandContext;
  readonly accounts: readonly Account[];
  readonly onOpen: (location: Location) => void;
  readonly onSwitchAccount: (accountId: string) => void;
  readonly onClose: () => void;
};

/** What lies over the window to reach or to learn its commands: the palette, or the page of all keys. */
export function CommandOverlay(props: Props) {
  switch (props.overlay) {
    case 'palette':
      return <OpenPalette {...props} />;
    case 'shortcuts':
      return <ShortcutsDialog context={props.context} onClose={props.onClose} />;
    default:
      return null;
  }
}

function OpenPalette({ context, accounts, onOpen, onSwitchAccount, onClose }: Omit<Props, 'overlay'>) {
  const accountIds = useMemo(() => new Set(accounts.map(({ id }) => id)), [accounts]);
  const places = usePalettePlaces(accounts, useFavourites(), useRecents(accountIds));
  return (
    <PaletteDialog
      context={context}
      places={places}
      onOpen={onOpen}
      onSwitchAccount={onSwitchAccount}
      onClose={onClose}
    />
  );
}
