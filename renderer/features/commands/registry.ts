import {
  AddRegular,
  AppsListRegular,
  ArrowClockwiseRegular,
  ArrowDownloadRegular,
  ArrowSortRegular,
  ArrowSwapRegular,
  ArrowUndoRegular,
  ArrowUploadRegular,
  ArrowUpRegular,
  ClipboardPasteRegular,
  CopyRegular,
  CutRegular,
  DeleteRegular,
  DismissRegular,
  DocumentArrowUpRegular,
  DocumentCopyRegular,
  FilterRegular,
  type FluentIcon,
  FolderAddRegular,
  FolderArrowRightRegular,
  FolderArrowUpRegular,
  FolderOpenRegular,
  GridRegular,
  InfoRegular,
  KeyboardRegular,
  LinkRegular,
  RenameRegular,
  SearchRegular,
  SelectAllOnRegular,
  SettingsRegular,
  ShareRegular,
  StarOffRegular,
  StarRegular,
  TabAddRegular,
  TabDesktopRegular,
  TextBulletListRegular,
} from '@fluentui/react-icons';
import { BackIcon, ForwardIcon, PaneIcon } from '../../ui/turnedIcons.tsx';
import type { CommandFacts } from './commandFacts.ts';
import type { Keys } from './keys.ts';

/** Everything that can be done in the window. */
export const commandIds = [
  'open',
  'openInNewTab',
  'uploadFiles',
  'uploadFolders',
  'newFolder',
  'newBucket',
  'download',
  'share',
  'rename',
  'cut',
  'copy',
  'paste',
  'duplicate',
  'moveTo',
  'delete',
  'undo',
  'selectAll',
  'invertSelection',
  'clearSelection',
  'refresh',
  'back',
  'forward',
  'up',
  'search',
  'filter',
  'details',
  'viewList',
  'viewGrid',
  'sortByName',
  'sortByModified',
  'sortByType',
  'sortBySize',
  'addFavourite',
  'removeFavourite',
  'copyUrl',
  'copyUri',
  'copyArn',
  'properties',
  'newTab',
  'closeTab',
  'closeOtherTabs',
  'nextTab',
  'previousTab',
  'reopenTab',
  'switchAccount',
  'showUnfinished',
  'deleteBucket',
  'forgetBucket',
  'transfers',
  'palette',
  'settings',
  'shortcuts',
] as const;
export type CommandId = (typeof commandIds)[number];

/** What is known of a command without its words, which the catalogue has (`commands.name.<id>`). */
export type Command = {
  readonly icon?: FluentIcon;
  /** Its keys; the first are shown. */
  readonly keys?: readonly Keys[];
  /** Its keys on a Mac, where they are others. */
  readonly macKeys?: readonly Keys[];
  /** `list`: the list hears its keys, while it has the focus. `field`: they work in a text field, too. */
  readonly heardIn?: 'list' | 'field';
  /** True for what changes something in the cloud, which a read-only account does not allow. */
  readonly isChange?: boolean;
  /** When it can be done; always where nothing is said. */
  readonly isPossible?: (facts: CommandFacts) => boolean;
  /** For what is on or off, or one of several. */
  readonly isOn?: (facts: CommandFacts) => boolean;
};

const isOneFolder = ({ subject }: CommandFacts) => subject.kind === 'one' && subject.entry.kind === 'folder';
const isOneFile = ({ subject }: CommandFacts) => subject.kind === 'one' && subject.entry.kind === 'file';
const isOne = ({ subject }: CommandFacts) => subject.kind === 'one';
const isRows = ({ subject }: CommandFacts) => subject.kind === 'one' || subject.kind === 'many';
const isBucket = ({ subject }: CommandFacts) => subject.kind === 'bucket';
const isPlace = (facts: CommandFacts) => isOneFolder(facts) || isBucket(facts) || isFavourite(facts);
const isFavourite = ({ subject }: CommandFacts) => subject.kind === 'favourite';
const isTab = ({ subject }: CommandFacts) => subject.kind === 'tab';
const isInFolder = (facts: CommandFacts) => facts.isInFolder;
const hasRows = (facts: CommandFacts) => facts.isInFolder && facts.hasRows;
/** What can be kept as a favourite: the folder or bucket it is about, or else the one that is open. */
const canBeKept = (facts: CommandFacts) =>
  isOneFolder(facts) || isBucket(facts) || (facts.isInFolder && facts.subject.kind === 'none');
const isSortedBy = (column: NonNullable<CommandFacts['sortColumn']>) => (facts: CommandFacts) =>
  facts.sortColumn === column;

/** Every command: the bars, the menus, the keys and the palette are all made from this. */
export const commands: Readonly<Record<CommandId, Command>> = {
  open: {
    icon: FolderOpenRegular,
    keys: ['Enter'],
    macKeys: ['Mod+O', 'Enter'],
    heardIn: 'list',
    isPossible: (facts) => isOne(facts) || isBucket(facts) || isFavourite(facts) || isTab(facts),
  },
  openInNewTab: { icon: TabAddRegular, keys: ['Mod+Enter'], isPossible: isPlace },
  uploadFiles: {
    icon: ArrowUploadRegular,
    keys: ['Mod+U'],
    isChange: true,
    isPossible: (facts) => facts.isInFolder || isBucket(facts),
  },
  uploadFolders: {
    icon: FolderArrowUpRegular,
    isChange: true,
    isPossible: (facts) => facts.isInFolder || isBucket(facts),
  },
  newFolder: { icon: FolderAddRegular, keys: ['Mod+Shift+N'], isChange: true, isPossible: isInFolder },
  newBucket: { icon: AddRegular, isChange: true },
  download: {
    icon: ArrowDownloadRegular,
    keys: ['Mod+S'],
    isPossible: (facts) => isRows(facts) || isBucket(facts),
  },
  // A link reads one object: a folder is none.
  share: {
    icon: ShareRegular,
    keys: ['Mod+Shift+L'],
    isPossible: (facts) => isOneFile(facts) || (facts.subject.kind === 'many' && facts.selectedFileCount > 0),
  },
  rename: { icon: RenameRegular, keys: ['F2'], isChange: true, isPossible: isOne },
  cut: { icon: CutRegular, keys: ['Mod+X'], isChange: true, isPossible: isRows },
  copy: { icon: CopyRegular, keys: ['Mod+C'], isPossible: isRows },
  paste: {
    icon: ClipboardPasteRegular,
    keys: ['Mod+V'],
    isChange: true,
    isPossible: (facts) => facts.isInFolder && facts.paste !== undefined,
  },
  duplicate: { icon: DocumentCopyRegular, macKeys: ['Mod+D'], isChange: true, isPossible: isRows },
  moveTo: { icon: FolderArrowRightRegular, keys: ['Mod+Shift+M'], isChange: true, isPossible: isRows },
  delete: {
    icon: DeleteRegular,
    keys: ['Delete'],
    macKeys: ['Mod+Backspace', 'Delete'],
    heardIn: 'list',
    isChange: true,
    isPossible: isRows,
  },
  undo: {
    icon: ArrowUndoRegular,
    keys: ['Mod+Z'],
    isPossible: ({ undo }) => undo !== undefined,
  },
  selectAll: {
    icon: SelectAllOnRegular,
    keys: ['Mod+A'],
    isPossible: hasRows,
  },
  invertSelection: { isPossible: hasRows },
  clearSelection: { keys: ['Escape'], heardIn: 'list', isPossible: isRows },
  refresh: {
    icon: ArrowClockwiseRegular,
    keys: ['F5', 'Mod+R'],
    macKeys: ['Mod+R', 'F5'],
    heardIn: 'field',
  },
  back: {
    icon: BackIcon,
    keys: ['Alt+ArrowLeft', 'Backspace'],
    macKeys: ['Mod+[', 'Alt+ArrowLeft', 'Backspace'],
    isPossible: ({ canGoBack }) => canGoBack,
  },
  forward: {
    icon: ForwardIcon,
    keys: ['Alt+ArrowRight'],
    macKeys: ['Mod+]', 'Alt+ArrowRight'],
    isPossible: ({ canGoForward }) => canGoForward,
  },
  up: {
    icon: ArrowUpRegular,
    keys: ['Alt+ArrowUp'],
    macKeys: ['Mod+ArrowUp', 'Alt+ArrowUp'],
    isPossible: ({ canGoUp }) => canGoUp,
  },
  search: { icon: SearchRegular, keys: ['Mod+F'], heardIn: 'field', isPossible: isInFolder },
  filter: { icon: FilterRegular, keys: ['Mod+Shift+F'], heardIn: 'field', isPossible: isInFolder },
  details: {
    icon: PaneIcon,
    keys: ['Alt+P'],
    macKeys: ['Mod+Shift+P'],
    isPossible: isInFolder,
    isOn: ({ isDetailsOpen }) => isDetailsOpen,
  },
  viewList: {
    icon: TextBulletListRegular,
    isPossible: isInFolder,
    isOn: ({ layout }) => layout === 'details',
  },
  viewGrid: { icon: GridRegular, isPossible: isInFolder, isOn: ({ layout }) => layout === 'grid' },
  sortByName: { icon: ArrowSortRegular, isPossible: isInFolder, isOn: isSortedBy('name') },
  sortByModified: { isPossible: isInFolder, isOn: isSortedBy('modified') },
  sortByType: { isPossible: isInFolder, isOn: isSortedBy('type') },
  sortBySize: { isPossible: isInFolder, isOn: isSortedBy('size') },
  addFavourite: {
    icon: StarRegular,
    keys: ['Mod+D'],
    macKeys: ['Ctrl+Mod+T'],
    isPossible: (facts) => canBeKept(facts) && !facts.isFavourite,
  },
  removeFavourite: {
    icon: StarOffRegular,
    isPossible: (facts) => isFavourite(facts) || (canBeKept(facts) && facts.isFavourite),
  },
  copyUrl: { icon: LinkRegular, keys: ['Mod+Shift+C'], isPossible: isOneFile },
  copyUri: { isPossible: isOneFile },
  copyArn: { isPossible: (facts) => isOneFile(facts) && facts.hasArns },
  properties: {
    icon: InfoRegular,
    keys: ['Alt+Enter'],
    macKeys: ['Mod+I'],
    isPossible: isRows,
  },
  newTab: { icon: TabAddRegular, keys: ['Mod+T'], heardIn: 'field' },
  closeTab: {
    icon: DismissRegular,
    keys: ['Mod+W'],
    heardIn: 'field',
    isPossible: ({ tabCount }) => tabCount > 1,
  },
  closeOtherTabs: { isPossible: ({ tabCount }) => tabCount > 1 },
  nextTab: {
    keys: ['Ctrl+Tab', 'Ctrl+PageDown'],
    heardIn: 'field',
    isPossible: ({ tabCount }) => tabCount > 1,
  },
  previousTab: {
    keys: ['Ctrl+Shift+Tab', 'Ctrl+PageUp'],
    heardIn: 'field',
    isPossible: ({ tabCount }) => tabCount > 1,
  },
  reopenTab: {
    icon: TabDesktopRegular,
    keys: ['Mod+Shift+T'],
    heardIn: 'field',
    isPossible: ({ closedTabCount }) => closedTabCount > 0,
  },
  switchAccount: { icon: ArrowSwapRegular, keys: ['Mod+Shift+A'] },
  showUnfinished: { icon: DocumentArrowUpRegular, isPossible: isBucket },
  deleteBucket: { icon: DeleteRegular, isChange: true, isPossible: isBucket },
  forgetBucket: {
    icon: DismissRegular,
    isPossible: ({ subject }) => subject.kind === 'bucket' && subject.isAddedByName,
  },
  transfers: { icon: ArrowSwapRegular, keys: ['Mod+J'], heardIn: 'field' },
  palette: { icon: AppsListRegular, keys: ['Mod+K'], heardIn: 'field' },
  settings: { icon: SettingsRegular, keys: ['Mod+,'], heardIn: 'field' },
  shortcuts: { icon: KeyboardRegular, keys: ['F1', 'Mod+/'], macKeys: ['Mod+/', 'F1'], heardIn: 'field' },
};

/** A command's keys on this system, the ones to show first. */
export function keysOf(id: CommandId, isMac: boolean): readonly Keys[] {
  const { keys = [], macKeys } = commands[id];
  return isMac ? (macKeys ?? keys) : keys;
}
