import i18next from 'i18next';
import { isMac } from '../browse/platform.ts';
import type { CommandFacts } from './commandFacts.ts';
import { type Shortcut, shortcutOf } from './keys.ts';
import { type CommandId, keysOf } from './registry.ts';

const t = i18next.getFixedT(null, 'commands');

/** A command's name in a menu; pasting and undoing say what they would do. */
export function commandName(id: CommandId, facts: CommandFacts): string {
  if (id === 'paste' && facts.paste !== undefined) return facts.paste;
  if (id === 'undo' && facts.undo !== undefined) return t('undoNamed', { what: facts.undo });
  return t(`name.${id}`);
}

/** A command's keys as this system writes them; undefined for one without keys. */
export function commandShortcut(id: CommandId): Shortcut | undefined {
  const [keys] = keysOf(id, isMac);
  return keys === undefined ? undefined : shortcutOf(keys, isMac);
}
