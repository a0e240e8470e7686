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
      icon={isChecked === true ? <CheckmarkRegular /> : Icon === undefined ? null : <Icon />}
      {...(isChecked !== undefined && { role: 'menuitemcheckbox', 'aria-checked': isChecked })}
      {...(shortcut !== undefined && {
        'aria-keyshortcuts': shortcut.ariaKeys,
        secondaryContent: { children: shortcut.text, 'aria-hidden': true },
      })}
      onClick={() => void runCommand(id, context)}
    >
      {name ?? commandName(id, context.facts)}
    </MenuItem>
  );
}
