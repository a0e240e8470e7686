import type { KeyPress } from '../browse/keyboard.ts';
import { isPressed } from './keys.ts';
import { type CommandId, commandIds, commands, keysOf } from './registry.ts';

/** Where a key was pressed: in a text field, or anywhere else in the window. */
export type KeyPlace = 'field' | 'window';

/** The command that a key press means; undefined for none, and for keys that the list or the text field has for itself. */
export function commandOfKeys(press: KeyPress, place: KeyPlace, isMac: boolean): CommandId | undefined {
  return commandIds.find((id) => {
    const { heardIn } = commands[id];
    if (heardIn === 'list' || (place === 'field' && heardIn !== 'field')) return false;
    return keysOf(id, isMac).some((keys) => isPressed(keys, press, isMac));
  });
}
