import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileEntry, Location, Selection } from '../../../shared/domain/object.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { confirmDone } from '../../ui/confirmation.ts';
import { displayName } from '../../ui/displayName.ts';
import { notify } from '../activity/noticeStore.ts';
import { undoLast, useUndoable } from '../activity/undo.ts';
import { entryId } from '../browse/entries.ts';
import type { Renaming } from '../browse/RenameField.tsx';
import type { SelectedRows } from '../browse/selectedRows.ts';
import type { CommandActions, CommandFacts } from '../commands/commandFacts.ts';
import { clearClipboard, currentClipboard, pasteDeed, takeUp, useClipboard } from './clipboard.ts';
import { newNameProblem } from './newNameProblem.ts';
import { pasteText, takenUpText } from './pasteWords.ts';
import type { Relocation } from './relocate.ts';
import { useRelocation } from './useRelocation.ts';

type Options = {
  /** The open folder; undefined at the list of buckets. */
  readonly location: Location | undefined;
  readonly selected: Pick<SelectedRows, 'count' | 'only' | 'toSelection'> | undefined;
  /** True for a key or prefix that is known to be there. */
  readonly isTaken: (id: string) => boolean;
  /** What was put into a folder, or has a new name there, should be selected and seen. */
  readonly onMade: (target: Location, ids: readonly string[]) => void;
};

export type RelocatingCommands = {
  readonly actions: CommandActions;
  readonly facts: Pick<CommandFacts, 'paste' | 'undo'>;
  /** For the list: the row that is being given another name. */
  readonly renaming: Renaming | undefined;
  /** What the dialog that asks for a place is about. */
  readonly movingTo: Selection | undefined;
  readonly stopMovingTo: () => void;
  readonly relocation: Relocation;
};

/** The commands that take files up, put them elsewhere, rename them, and take that back. */
export function useRelocatingCommands(options: Options): RelocatingCommands {
  const { location, selected, isTaken, onMade } = options;
  const { t } = useTranslation('relocating');
  const relocation = useRelocation(onMade);
  const clipboard = useClipboard();
  const undoable = useUndoable();
  const [movingTo, setMovingTo] = useState<Selection>();
  const [renamed, setRenamed] = useState<{ readonly location: Location; readonly id: string }>();

  const take = (mode: 'cut' | 'copy') => () => {
    if (selected === undefined || selected.count === 0) return;
    const selection = selected.toSelection();
    takeUp(mode, selection);
    confirmDone(takenUpText(mode, selection));
  };
  const paste = () => {
    const taken = currentClipboard();
    if (location === undefined || taken === undefined) return;
    const deed = pasteDeed(taken, location);
    if (deed === undefined) return;
    if (deed !== 'move') return void relocation.copy(taken.selection, location);
    const move = async () => {
      const isMoved = await relocation.move(taken.selection, location);
      // What was cut is not where it was, so it cannot be pasted again.
      if (isMoved && currentClipboard() === taken) clearClipboard();
    };
    void move();
  };
  const only = selected?.only;
  const copyAddress = (kind: 'url' | 'uri' | 'arn') => () => {
    if (location !== undefined && only?.kind === 'file') void writeAddress(location, only, kind, t);
  };
  const actions: CommandActions =
    location === undefined
      ? { undo: undoLast }
      : {
          undo: undoLast,
          cut: take('cut'),
          copy: take('copy'),
          paste,
          duplicate: () => selected !== undefined && void relocation.duplicate(selected.toSelection()),
          moveTo: () => selected !== undefined && setMovingTo(selected.toSelection()),
          rename: () => only !== undefined && setRenamed({ location, id: entryId(only) }),
          copyUrl: copyAddress('url'),
          copyUri: copyAddress('uri'),
          copyArn: copyAddress('arn'),
        };

  const isRenaming =
    renamed !== undefined &&
    renamed.location === location &&
    only !== undefined &&
    entryId(only) === renamed.id;
  const renaming: Renaming | undefined = isRenaming
    ? {
        id: renamed.id,
        problemOf: (name) => {
          const problem = newNameProblem(only, name, isTaken);
          return problem === undefined ? undefined : t(`rename.problem.${problem}`);
        },
        onDone: (name) => {
          setRenamed(undefined);
          if (name === undefined) return;
          void relocation.rename(renamed.location, only, name);
        },
      }
    : undefined;
  return {
    actions,
    facts: { paste: pasteText(clipboard, location), undo: undoable?.what },
    renaming,
    movingTo,
    stopMovingTo: () => setMovingTo(undefined),
    relocation,
  };
}

type Words = ReturnType<typeof useTranslation<'relocating'>>['t'];

async function writeAddress(
  { accountId, bucket }: Location,
  { key }: FileEntry,
  kind: 'url' | 'uri' | 'arn',
  t: Words,
): Promise<void> {
  try {
    const address = (await request('object.getAddresses', { accountId, bucket, key }))[kind];
    if (address === undefined) return;
    await navigator.clipboard.writeText(address);
    confirmDone(t('copied', { text: displayName(address) }));
  } catch (thrown) {
    notify({ kind: 'failed', text: t('addressFailed'), error: toAppError(thrown) });
  }
}
