import {
  MenuDivider,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ToolbarButton,
  useIsOverflowItemVisible,
  useOverflowCount,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Menu } from '../../ui/Menu.tsx';
import { CommandMenuItem } from './CommandMenuItem.tsx';
import { MenuGroups } from './ContextMenu.tsx';
import { type CommandContext, offeredGroups } from './commandFacts.ts';
import type { CommandId } from './registry.ts';

type Props = {
  /** The commands of the bar; those that do not fit stand here. */
  readonly bar: readonly CommandId[];
  readonly more: readonly (readonly CommandId[])[];
  readonly context: CommandContext;
};

/** The menu at the end of the bar: what does not fit, and what is used less. */
export function MoreMenu({ bar, more, context }: Props) {
  const { t } = useTranslation('commands');
  const hiddenCount = useOverflowCount();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <ToolbarButton icon={<MoreHorizontalRegular />} aria-label={t('more')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {bar.map((id) => (
            <OverflowedItem key={id} id={id} context={context} />
          ))}
          {hiddenCount > 0 && <MenuDivider />}
          <MenuGroups groups={offeredGroups(more, context)} context={context} />
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function OverflowedItem({ id, context }: { readonly id: CommandId; readonly context: CommandContext }) {
  const isVisible = useIsOverflowItemVisible(id);
  return isVisible ? null : <CommandMenuItem id={id} context={context} />;
}
