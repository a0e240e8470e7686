import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  AppGenericRegular,
  BookRegular,
  CalendarRegular,
  CodeRegular,
  ContactCardRegular,
  DatabaseRegular,
  DocumentPdfRegular,
  DocumentRegular,
  DocumentTextRegular,
  type FluentIcon,
  FolderFilled,
  FolderZipRegular,
  GlobeRegular,
  ImageRegular,
  MailRegular,
  MusicNote2Regular,
  SlideTextRegular,
  TableRegular,
  TextFontRegular,
  VideoClipRegular,
} from '@fluentui/react-icons';
import { type FileKind, fileKind } from '../../shared/domain/fileKind.ts';
import type { Entry } from '../../shared/domain/object.ts';

const icons: Readonly<Record<FileKind, FluentIcon>> = {
  picture: ImageRegular,
  movie: VideoClipRegular,
  sound: MusicNote2Regular,
  pdf: DocumentPdfRegular,
  document: DocumentTextRegular,
  table: TableRegular,
  slides: SlideTextRegular,
  text: DocumentTextRegular,
  webPage: GlobeRegular,
  code: CodeRegular,
  archive: FolderZipRegular,
  app: AppGenericRegular,
  font: TextFontRegular,
  book: BookRegular,
  mail: MailRegular,
  calendar: CalendarRegular,
  contact: ContactCardRegular,
  database: DatabaseRegular,
  other: DocumentRegular,
};

const useStyles = makeStyles({
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  row: { fontSize: tokens.fontSizeBase500 },
  tile: { fontSize: tokens.fontSizeHero900 },
  large: { fontSize: tokens.fontSizeHero1000 },
  folder: { color: tokens.colorBrandForeground1 },
  pdf: { color: tokens.colorPaletteRedForeground1 },
  picture: { color: tokens.colorPaletteTealBorderActive },
  movie: { color: tokens.colorPalettePurpleBorderActive },
  sound: { color: tokens.colorPaletteBerryForeground1 },
  table: { color: tokens.colorPaletteGreenForeground1 },
});

type Props = {
  readonly entry: Pick<Entry, 'kind' | 'name'>;
  /** `row` is 20 px, for lists; `tile` is 40 px; `large` is for panes. */
  readonly size?: 'row' | 'tile' | 'large';
};

/** The icon of a folder or of a file's kind; it says nothing that the name beside it does not, so it is hidden from screen readers. */
export function FileIcon({ entry, size = 'row' }: Props) {
  const styles = useStyles();
  const kind = entry.kind === 'folder' ? 'folder' : fileKind(entry.name);
  const Icon = kind === 'folder' ? FolderFilled : icons[kind];
  const colour = kind in styles ? styles[kind as keyof typeof styles] : undefined;
  return <Icon aria-hidden className={mergeClasses(styles.icon, styles[size], colour)} />;
}
