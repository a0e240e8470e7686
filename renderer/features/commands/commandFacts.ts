import type { Entry } from '../../../shared/domain/object.ts';
import type { sortColumns } from '../../../shared/domain/session.ts';
import { type CommandId, commands } from './registry.ts';

/** What a command is about: the selected rows, or the thing whose own menu is open. */
export type Subject =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly entry: Entry }
  | { readonly kind: 'many'; readonly count: number }
  | { readonly kind: 'bucket'; readonly name: string; readonly isAddedByName: boolean }
  | { readonly kind: 'favourite' | 'tab' };

/** All that decides which commands can be done. */
export type CommandFacts = {
  readonly subject: Subject;
  /** False at the list of buckets. */
  readonly isInFolder: boolean;
  readonly isReadOnly: boolean;
  readonly hasRows: boolean;
  readonly selectedFileCount: number;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly canGoUp: boolean;
  readonly isDetailsOpen: boolean;
  readonly layout: 'details' | 'grid';
  readonly sortColumn: (typeof sortColumns)[number] | undefined;
  /** True where the subject, or the open folder, is a favourite already. */
  readonly isFavourite: boolean;
  /** True where the provider has ARNs (Amazon). */
  readonly hasArns: boolean;
  readonly tabCount: number;
  readonly closedTabCount: number;
  /** What pasting here would do, in words; undefined where it cannot be done. */
  readonly paste: string | undefined;
  /** What would be undone, in words. */
  readonly undo: string | undefined;
};

/** The facts of an empty window, to spread the known ones over. */
export const noFacts: CommandFacts = {
  subject: { kind: 'none' },
  isInFolder: false,
  isReadOnly: false,
  hasRows: false,
  selectedFileCount: 0,
  canGoBack: false,
  canGoForward: false,
  canGoUp: false,
  isDetailsOpen: false,
  layout: 'details',
  sortColumn: undefined,
  isFavourite: false,
  hasArns: false,
  tabCount: 1,
  closedTabCount: 0,
  paste: undefined,
  undo: undefined,
};

/** What carries the commands out; a command that has nothing here is not there. */
export type CommandActions = Readonly<Partial<Record<CommandId, () => void>>>;

/** What the bars, the menus, the keys and the palette are made from. */
export type CommandContext = { readonly facts: CommandFacts; readonly actions: CommandActions };

/** How a command stands: `readOnly` could be done if the account allowed it, `impossible` not now, `absent` never here. */
export type CommandState = 'possible' | 'readOnly' | 'impossible' | 'absent';

/** How a command stands in a context. */
export function stateOf(id: CommandId, { facts, actions }: CommandContext): CommandState {
  const { isChange = false, isPossible } = commands[id];
  if (actions[id] === undefined) return 'absent';
  if (isPossible?.(facts) === false) return 'impossible';
  return isChange && facts.isReadOnly ? 'readOnly' : 'possible';
}

/** Of these commands, in their order, those that can be done. */
export function offered(ids: readonly CommandId[], context: CommandContext): readonly CommandId[] {
  return ids.filter((id) => stateOf(id, context) === 'possible');
}

/** The groups of a menu without what cannot be done, and without groups in which nothing is left. */
export function offeredGroups(
  groups: readonly (readonly CommandId[])[],
  context: CommandContext,
): readonly (readonly CommandId[])[] {
  return groups.map((group) => offered(group, context)).filter((group) => group.length > 0);
}
