import { MenuItem } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons';
import type { CommandContext } from './commandFacts.ts';
import { commandName, commandShortcut } from './commandWords.ts';
import { type CommandId, commands } from './registry.ts';
import { runCommand } from './runCommand.ts';

type Props = {
  readonly id: CommandId;
  readonly context: CommandContext;
  /** A shorter name, where what stands around it says the rest. */
  readonly name?: string;
};

/** A command in a menu: its icon, its name, and its keys, which screen readers hear as keys. */
export function CommandMenuItem({ id, context, name }: Props) {
  const { icon: Icon, isOn } = commands[id];
  const shortcut = commandShortcut(id);
  const isChecked = isOn?.(context.facts);
  return (
    <MenuItem
      // Without an icon of its own it has an empty one, so that all names begin at the same line.
      icon={isChecked === true ? <CheckmarkRegular /> : Icon === undefined ? {} : <Icon />}
      {...(isChecked !== undefined && { role: 'menuitemcheckbox', 'aria-checked': isChecked })}
      {...(shortcut !== undefined && {
        'aria-keyshortcuts': shortcut.ariaKeys,
        // Keys are written from the left, in every language.
        secondaryContent: { children: <bdi dir="ltr">{shortcut.text}</bdi>, 'aria-hidden': true },
      })}
      onClick={() => void runCommand(id, context)}
    >
      {name ?? commandName(id, context.facts)}
    </MenuItem>
  );
}
