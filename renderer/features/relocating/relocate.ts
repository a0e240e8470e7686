import i18next from 'i18next';
import type { Entry, Location, Selection } from '../../../shared/domain/object.ts';
import type { Operation, TakenAnswer } from '../../../shared/domain/operation.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { lastName } from '../../ui/displayName.ts';
import type { About } from '../activity/about.ts';
import { notify } from '../activity/noticeStore.ts';
import { startOperation } from '../activity/operationsStore.ts';
import { singleName } from '../deleting/deletingWords.ts';
import { isIntoItself, isSameFolder } from './clipboard.ts';
import { showGone, showRenamed } from './pendingChanges.ts';
import type { Answer, TakenQuestion } from './takenQuestion.ts';

/** What relocating asks of the rest of Satchel; a fake in tests. */
export type RelocationPorts = {
  readonly run: (
    kind: 'move' | 'copy',
    input: RelocationInput,
    about: About,
  ) => Promise<Pick<Operation, 'takenNames' | 'takenCount' | 'doneCount' | 'madeIds'>>;
  readonly ask: (question: Omit<TakenQuestion, 'answer'>) => Promise<Answer>;
  /** Resolves once the listings have been asked for again, so that rows can show what the server says. */
  readonly settled: (folders: readonly Location[]) => Promise<unknown>;
  /** What is at the target now, by its keys and prefixes: it should be selected and seen. */
  readonly onMade: (target: Location, ids: readonly string[]) => void;
};

type RelocationInput = {
  readonly selection: Selection;
  readonly target: Location;
  readonly onTaken: TakenAnswer;
  readonly newName?: string;
};

/** What can be done to the place or the name of files and folders; how it goes is told by the activity's parts. */
export type Relocation = {
  /** Moves a selection into a folder; resolves with whether anything was moved. */
  readonly move: (selection: Selection, target: Location) => Promise<boolean>;
  readonly copy: (selection: Selection, target: Location) => Promise<boolean>;
  /** Gives one thing another name in its folder. */
  readonly rename: (location: Location, entry: Entry, newName: string) => Promise<boolean>;
  /** Copies a selection into its own folder, under names of its own. */
  readonly duplicate: (selection: Selection) => Promise<boolean>;
};

/** Moves, copies and renames through these ports. */
export function createRelocation(ports: RelocationPorts): Relocation {
  const relocate = async (
    kind: 'move' | 'copy',
    input: Omit<RelocationInput, 'onTaken'>,
    about: About,
    showPending: () => () => void,
  ): Promise<boolean> => {
    const attempt = async (onTaken: TakenAnswer): Promise<boolean> => {
      const endPending = showPending();
      try {
        const operation = await ports.run(kind, { ...input, onTaken }, about);
        const names = operation.takenNames ?? [];
        if (onTaken !== 'stop' || names.length === 0) {
          if (operation.doneCount === 0) return false;
          await ports.settled([homeOf(input.selection), input.target]);
          ports.onMade(input.target, operation.madeIds ?? []);
          return true;
        }
        endPending();
        const answer = await ports.ask({
          deed: about.deed === 'rename' ? 'rename' : kind,
          target: input.target,
          names,
          count: operation.takenCount ?? names.length,
          chosenCount: about.count,
          hasFolders: input.selection.prefixes.length > 0,
        });
        return answer === undefined ? false : await attempt(answer);
      } catch (thrown) {
        const error = toAppError(thrown);
        notify({
          kind: 'failed',
          text: i18next.t(`failed.start.${about.deed}`, { ns: 'relocating' }),
          error,
          ...(error.retryable && { retry: () => void attempt(onTaken) }),
        });
        return false;
      } finally {
        endPending();
      }
    };
    return attempt(about.deed === 'duplicate' ? 'keepBoth' : 'stop');
  };

  const duplicate = (selection: Selection) =>
    relocate(
      'copy',
      { selection, target: homeOf(selection) },
      { ...aboutOf(selection), deed: 'duplicate' },
      showNothing,
    );
  return {
    async move(selection, target) {
      if (isSameFolder(selection, target)) return false;
      if (isIntoItself(selection, target)) return refuse(selection);
      const about: About = { ...aboutOf(selection), deed: 'move', asksWhenTaken: true };
      return relocate('move', { selection, target }, about, () => showGone(selection));
    },
    async copy(selection, target) {
      if (isSameFolder(selection, target)) return duplicate(selection);
      if (isIntoItself(selection, target)) return refuse(selection);
      const about: About = { ...aboutOf(selection), deed: 'copy', asksWhenTaken: true };
      return relocate('copy', { selection, target }, about, showNothing);
    },
    async rename(location, entry, newName) {
      if (newName === entry.name) return false;
      const selection = selectionOfOne(location, entry);
      const id = entry.kind === 'folder' ? entry.prefix : entry.key;
      const about: About = {
        ...aboutOf(selection),
        firstName: entry.name,
        deed: 'rename',
        newName,
        asksWhenTaken: true,
      };
      return relocate('move', { selection, target: location, newName }, about, () =>
        showRenamed(location, id, newName),
      );
    },
    duplicate,
  };
}

function showNothing(): () => void {
  return () => undefined;
}

/** A folder cannot go into itself. */
function refuse(selection: Selection): false {
  const name = singleName(selection);
  const text =
    name === undefined
      ? i18next.t('failed.intoItself', { ns: 'relocating' })
      : i18next.t('failed.intoItselfOne', { ns: 'relocating', name });
  notify({ kind: 'failed', text });
  return false;
}

/** The folder in which things were selected. */
export function homeOf({ accountId, bucket, basePrefix }: Selection): Location {
  return { accountId, bucket, prefix: basePrefix };
}

function selectionOfOne(location: Location, entry: Entry): Selection {
  return {
    accountId: location.accountId,
    bucket: location.bucket,
    basePrefix: location.prefix,
    keys: entry.kind === 'file' ? [entry.key] : [],
    prefixes: entry.kind === 'folder' ? [entry.prefix] : [],
  };
}

function aboutOf(selection: Selection): Pick<About, 'firstName' | 'count' | 'from'> {
  const { keys, prefixes } = selection;
  const first = prefixes[0] ?? keys[0] ?? '';
  return {
    firstName: lastName(first).replace(/\/$/, ''),
    count: keys.length + prefixes.length,
    from: homeOf(selection),
  };
}

/** Sends what is asked for to main. */
export function runRelocation(
  kind: 'move' | 'copy',
  input: RelocationInput,
  about: About,
): Promise<Operation> {
  const { newName, ...rest } = input;
  const named = { ...rest, ...(newName !== undefined && { newName }) };
  return startOperation(() => request(kind === 'move' ? 'selection.move' : 'selection.copy', named), about);
}
