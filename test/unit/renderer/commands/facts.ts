import {
  type CommandActions,
  type CommandContext,
  type CommandFacts,
  noFacts,
} from '../../../../renderer/features/commands/commandFacts.ts';
import { commandIds } from '../../../../renderer/features/commands/registry.ts';
import type { Entry } from '../../../../shared/domain/object.ts';

export const file: Entry = {
  kind: 'file',
  key: '2026/menu.pdf',
  name: 'menu.pdf',
  sizeBytes: 3,
  modifiedAtMs: 0,
};
export const folder: Entry = { kind: 'folder', prefix: '2026/Lisbon/', name: 'Lisbon' };

/** All commands, each of which does nothing. */
export const allActions: CommandActions = Object.fromEntries(commandIds.map((id) => [id, () => undefined]));

/** A folder with rows, and what else is given. */
export function inFolder(facts: Partial<CommandFacts> = {}, actions = allActions): CommandContext {
  return { facts: { ...noFacts, isInFolder: true, hasRows: true, canGoUp: true, ...facts }, actions };
}
