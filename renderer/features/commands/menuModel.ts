import i18next from 'i18next';
import type { Menu } from '../../../shared/domain/menu.ts';
import { type CommandContext, stateOf } from './commandFacts.ts';
import { commandName } from './commandWords.ts';
import { acceleratorOf } from './keys.ts';
import { type CommandId, commands, keysOf } from './registry.ts';

type MenuItem = Menu['items'][number];
type Role = Extract<MenuItem, { kind: 'role' }>['role'];
/** A group of a menu: commands, and what the system does by itself (`role:`). */
type Group = readonly (CommandId | `role:${Role}`)[];
type Bar = Readonly<Record<Menu['id'], readonly Group[]>>;

/** The longest label of the contract. */
const maxLabel = 200;

function barOf(isMac: boolean): Bar {
  const quit: readonly Group[] = isMac ? [] : [['settings'], ['role:quit']];
  return {
    app: isMac
      ? [['role:about'], ['settings'], ['role:hide', 'role:hideOthers', 'role:unhide'], ['role:quit']]
      : [],
    file: [
      ['newTab', 'newFolder', 'newBucket'],
      ['open', 'openInNewTab'],
      ['uploadFiles', 'uploadFolders', 'download', 'share'],
      ['rename', 'duplicate', 'moveTo', 'delete'],
      ['addFavourite', 'removeFavourite', 'properties'],
      ['closeTab'],
      ...quit,
    ],
    edit: [
      ['undo'],
      ['cut', 'copy', 'paste'],
      ['selectAll', 'invertSelection', 'clearSelection'],
      ['copyUrl', 'copyUri', 'copyArn'],
      ['search', 'filter'],
    ],
    view: [
      ['viewList', 'viewGrid'],
      ['sortByName', 'sortByModified', 'sortByType', 'sortBySize'],
      ['details', 'transfers', 'refresh'],
      ['role:resetZoom', 'role:zoomIn', 'role:zoomOut', 'role:togglefullscreen'],
    ],
    go: [
      ['back', 'forward', 'up'],
      ['palette', 'switchAccount'],
      ['nextTab', 'previousTab', 'reopenTab'],
    ],
    window: [
      isMac ? ['role:minimize', 'role:zoom', 'role:front', 'role:close'] : ['role:minimize', 'role:close'],
    ],
    help: [['shortcuts'], isMac ? [] : ['role:about']],
  };
}

const menuIds = ['app', 'file', 'edit', 'view', 'go', 'window', 'help'] as const;

/** What a text field does by itself while it has the focus; main hands these to it (`text:copy`). */
const textCommands: ReadonlySet<CommandId> = new Set(['undo', 'cut', 'copy', 'paste', 'selectAll']);

/** The application menu for what can be done now, in the user's language. `isTyping`: the focus is in a text field. */
export function menuOf(context: CommandContext, isMac: boolean, isTyping: boolean): readonly Menu[] {
  const bar = barOf(isMac);
  const item = (part: Group[number]): readonly MenuItem[] => {
    if (isRole(part)) {
      const role = part.slice('role:'.length) as Role;
      return [{ kind: 'role', role, label: i18next.t(`menu.${role}`, { ns: 'commands' }) }];
    }
    return commandItem(part, context, isMac, isTyping);
  };
  return menuIds.flatMap((id) => {
    const groups = bar[id].map((group) => group.flatMap(item)).filter((group) => group.length > 0);
    if (groups.length === 0) return [];
    const items = groups.flatMap((group, index) =>
      index === 0 ? group : [{ kind: 'separator' } as const, ...group],
    );
    return [{ id, label: i18next.t(`menu.${id}`, { ns: 'commands' }), items }];
  });
}

function isRole(part: Group[number]): part is `role:${Role}` {
  return part.startsWith('role:');
}

function commandItem(
  id: CommandId,
  context: CommandContext,
  isMac: boolean,
  isTyping: boolean,
): readonly MenuItem[] {
  const isText = isTyping && textCommands.has(id);
  const state = stateOf(id, context);
  if (!isText && state === 'absent') return [];
  // Of the two that take turns, the one that can be done is shown.
  if (id === 'removeFavourite' && state !== 'possible') return [];
  if (id === 'addFavourite' && stateOf('removeFavourite', context) === 'possible') return [];
  const { isOn, heardIn } = commands[id];
  const keys = keysOf(id, isMac).find((known) => heardIn !== 'list' || known.includes('Mod'));
  const label = isText ? i18next.t(`name.${id}`, { ns: 'commands' }) : commandName(id, context.facts);
  return [
    {
      kind: 'command',
      id: isText ? `text:${id}` : id,
      label: [...label].slice(0, maxLabel - 10).join(''),
      ...(keys !== undefined && { accelerator: acceleratorOf(keys) }),
      isEnabled: isText || state === 'possible',
      ...(isOn !== undefined && { isChecked: isOn(context.facts) }),
    },
  ];
}
