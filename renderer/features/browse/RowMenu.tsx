import { Menu, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { type Command, commandIcons } from './commands.ts';
import { shortcutProps } from './shortcutProps.ts';

type Props = {
  /** Where it was asked for; undefined while it is closed. */
  readonly at: DOMRect | undefined;
  readonly commands: readonly Command[];
  readonly onCommand: (command: Command) => void;
  readonly onClose: () => void;
};

/** The menu of the right mouse button (or the menu key): the command bar's commands for the selection. */
export function RowMenu({ at, commands, onCommand, onClose }: Props) {
  const { t } = useTranslation('browse');
  if (at === undefined || commands.length === 0) return null;
  return (
    <Menu
      open
      onOpenChange={(_, data) => !data.open && onClose()}
      positioning={{ target: { getBoundingClientRect: () => at }, position: 'below', align: 'start' }}
    >
      <MenuPopover>
        <MenuList>
          {commands.map((command) => {
            const Icon = commandIcons[command];
            return (
              <MenuItem
                key={command}
                icon={<Icon />}
                {...shortcutProps(command)}
                onClick={() => onCommand(command)}
              >
                {t(`commands.${command}`)}
              </MenuItem>
            );
          })}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
