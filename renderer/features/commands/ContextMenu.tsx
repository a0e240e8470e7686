import { MenuDivider, MenuList, MenuPopover } from '@fluentui/react-components';
import { Fragment } from 'react';
import { Menu } from '../../ui/Menu.tsx';
import { CommandMenuItem } from './CommandMenuItem.tsx';
import { type CommandContext, offeredGroups } from './commandFacts.ts';
import { type ContextMenuKind, contextMenus } from './contextMenus.ts';
import type { CommandId } from './registry.ts';

/** A menu that was asked for: what it is about, and where. */
export type ContextMenuRequest = {
  readonly kind: ContextMenuKind;
  /** The pointer, or what the menu key was pressed on. */
  readonly at: DOMRect;
};

type Props = {
  readonly menu: ContextMenuRequest | undefined;
  readonly context: CommandContext;
  readonly onClose: () => void;
};

/** The menu of the right mouse button or the menu key: the commands that can be done with what it is about. */
export function ContextMenu({ menu, context, onClose }: Props) {
  if (menu === undefined) return null;
  const groups = offeredGroups(contextMenus[menu.kind], context);
  if (groups.length === 0) return null;
  return (
    <Menu
      open
      onOpenChange={(_, data) => !data.open && onClose()}
      positioning={{ target: { getBoundingClientRect: () => menu.at }, position: 'below', align: 'start' }}
    >
      <MenuPopover>
        <MenuList>
          <MenuGroups groups={groups} context={context} />
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** Groups of commands with lines between them, for any menu. */
export function MenuGroups({
  groups,
  context,
}: {
  readonly groups: readonly (readonly CommandId[])[];
  readonly context: CommandContext;
}) {
  return groups.map((group, index) => (
    <Fragment key={group.join()}>
      {index > 0 && <MenuDivider />}
      {group.map((id) => (
        <CommandMenuItem key={id} id={id} context={context} />
      ))}
    </Fragment>
  ));
}
