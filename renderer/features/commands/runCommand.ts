import i18next from 'i18next';
import { confirmDone } from '../../ui/confirmation.ts';
import { type CommandContext, stateOf } from './commandFacts.ts';
import type { CommandId } from './registry.ts';

/** Carries a command out where it can be done; in a read-only account it says why not. True when it did either. */
export function runCommand(id: CommandId, context: CommandContext): boolean {
  const state = stateOf(id, context);
  if (state === 'possible') context.actions[id]?.();
  if (state === 'readOnly') confirmDone(i18next.t('readOnly.why', { ns: 'accounts' }));
  return state === 'possible' || state === 'readOnly';
}
