import type { CommandId } from './registry.ts';

/** What a context menu is about. */
export type ContextMenuKind = 'rows' | 'space' | 'bucket' | 'tab' | 'favourite';

/** The context menus in their groups; what cannot be done is left out when one opens. */
export const contextMenus: Readonly<Record<ContextMenuKind, readonly (readonly CommandId[])[]>> = {
  rows: [
    ['open', 'openInNewTab'],
    ['download', 'share'],
    ['cut', 'copy', 'duplicate', 'moveTo', 'rename'],
    ['addFavourite', 'removeFavourite', 'copyUrl', 'copyUri', 'copyArn'],
    ['delete'],
    ['properties'],
  ],
  space: [
    ['uploadFiles', 'uploadFolders', 'newFolder'],
    ['paste', 'undo'],
    ['selectAll', 'invertSelection'],
    ['viewList', 'viewGrid'],
    ['sortByName', 'sortByModified', 'sortByType', 'sortBySize'],
    ['addFavourite', 'removeFavourite', 'refresh'],
  ],
  bucket: [
    ['open', 'openInNewTab'],
    ['uploadFiles', 'uploadFolders', 'download'],
    ['addFavourite', 'removeFavourite', 'showUnfinished'],
    ['forgetBucket', 'deleteBucket'],
  ],
  tab: [
    ['newTab', 'reopenTab'],
    ['closeTab', 'closeOtherTabs'],
  ],
  favourite: [['open', 'openInNewTab'], ['removeFavourite']],
};
