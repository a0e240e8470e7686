import type { Account } from '../../../shared/domain/account.ts';
import { MoveToDialog } from './MoveToDialog.tsx';
import { TakenDialog } from './TakenDialog.tsx';
import type { RelocatingCommands } from './useRelocatingCommands.ts';

type Props = { readonly accounts: readonly Account[]; readonly relocating: RelocatingCommands };

/** The dialogs of moving and copying: where to, and what to do with names that are taken. */
export function RelocatingDialogs({ accounts, relocating }: Props) {
  const { movingTo, stopMovingTo, relocation } = relocating;
  return (
    <>
      {movingTo !== undefined && (
        <MoveToDialog
          selection={movingTo}
          accounts={accounts}
          onMove={(target) => void relocation.move(movingTo, target)}
          onCopy={(target) => void relocation.copy(movingTo, target)}
          onClose={stopMovingTo}
        />
      )}
      <TakenDialog />
    </>
  );
}
