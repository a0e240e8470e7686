import type { Account } from '../../../shared/domain/account.ts';
import type { Location } from '../../../shared/domain/object.ts';
import { grabRow } from '../dragging/grabRow.ts';
import { useDragging } from '../dragging/useDragging.ts';
import { useRowDrag } from '../dragging/useRowDrag.ts';
import type { Relocation } from '../relocating/relocate.ts';
import type { TabsControl } from '../tabs/useTabs.ts';
import type { TransferCommands } from '../upload/useTransferCommands.ts';
import type { RowDragProps } from './rowProps.ts';
import type { Folder } from './useFolder.ts';

type Options = {
  readonly accounts: readonly Account[];
  readonly account: Account;
  readonly folder: Folder | undefined;
  /** What the list shows: the folder, or what was found below it. */
  readonly shown: Folder | undefined;
  readonly tabs: TabsControl;
  readonly transfers: TransferCommands;
  readonly relocation: Relocation;
  readonly onSwitchAccount: (accountId: string) => void;
  readonly setIsSwitcherOpen: (isOpen: boolean) => void;
};

/** What dragging does in this window: rows can be taken, and what is dropped is moved, copied or uploaded. */
export function useWorkspaceDragging(options: Options): {
  /** The folder of this account in which letting go would do something. */
  readonly dropTarget: Location | undefined;
  readonly rowDragProps: RowDragProps;
} {
  const {
    accounts,
    account,
    folder,
    shown,
    tabs,
    transfers,
    relocation,
    onSwitchAccount,
    setIsSwitcherOpen,
  } = options;
  const over = useDragging({
    accountId: account.id,
    here: folder?.location,
    isReadOnly: (id) => accounts.find((known) => known.id === id)?.isReadOnly ?? true,
    onDropSelection: (selection, target, effect) => void relocation[effect](selection, target),
    onDropFiles: transfers.uploadDropped,
    onOpen: ({ accountId, location, tabId, isSwitcher }) => {
      if (isSwitcher) return setIsSwitcherOpen(true);
      setIsSwitcherOpen(false);
      if (tabId !== undefined) tabs.activate(tabId);
      else if (location !== undefined) tabs.go(location);
      else if (accountId !== account.id) requestAnimationFrame(() => onSwitchAccount(accountId));
    },
    onSaveInstead: transfers.download,
    onFailed: (error) => transfers.run(() => Promise.reject(error)),
  });
  const rowDragProps = useRowDrag({
    grab: (index) => (shown === undefined ? undefined : grabRow(shown, index)),
  });
  const location = over?.verdict.kind === 'allowed' ? over.verdict.location : undefined;
  return { dropTarget: location?.accountId === account.id ? location : undefined, rowDragProps };
}
