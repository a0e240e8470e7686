import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
  useFluent,
} from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular, DismissRegular } from '@fluentui/react-icons';
import type { KeyboardEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileEntry, Location } from '../../../shared/domain/object.ts';
import { displayName } from '../../ui/displayName.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { entryIdentity } from './entryFacts.ts';
import { FilePreview } from './FilePreview.tsx';
import { PreviewPlaceProvider } from './previewPlace.ts';

const useStyles = makeStyles({
  surface: {
    width: `calc(100vw - 2 * ${tokens.spacingHorizontalXXL})`,
    maxWidth: 'none',
    height: `calc(100vh - 2 * ${tokens.spacingVerticalXXL})`,
    maxHeight: 'none',
    padding: tokens.spacingHorizontalL,
    boxSizing: 'border-box',
  },
  body: { height: '100%', maxHeight: 'none', gridTemplateRows: 'auto minmax(0, 1fr)' },
  title: { overflowWrap: 'anywhere' },
  actions: { display: 'flex', gap: tokens.spacingHorizontalXS },
  content: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    minHeight: 0,
    maxHeight: 'none',
  },
});

const isLargePlace = { isLarge: true } as const;
/** Things in a preview that need the arrow keys themselves. */
const ownKeys = 'input, select, video, audio, [role="document"], [role="menu"]';

type Props = {
  readonly location: Location;
  readonly file: FileEntry;
  readonly onClose: () => void;
  /** Goes to the file before (-1) or after (1); missing where there is no list to go through. */
  readonly onStep?: ((step: 1 | -1) => void) | undefined;
};

/** A file's preview over the whole window; Escape closes it, and the arrow keys go through the files of the list. */
export function LargePreview({ location, file, onClose, onStep }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { dir } = useFluent();
  const onKeyDown = (event: KeyboardEvent) => {
    const isForward = event.key === (dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight');
    if (onStep === undefined || (!isForward && event.key !== 'ArrowLeft' && event.key !== 'ArrowRight'))
      return;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest(ownKeys) !== null) return;
    event.preventDefault();
    onStep(isForward ? 1 : -1);
  };
  const button = (label: string, icon: ReactElement, onClick: () => void) => (
    <Tooltip content={label} relationship="label">
      <Button appearance="subtle" icon={icon} onClick={onClick} />
    </Tooltip>
  );
  const [previous, next] =
    dir === 'rtl'
      ? [<ChevronRightRegular key="p" />, <ChevronLeftRegular key="n" />]
      : [<ChevronLeftRegular key="p" />, <ChevronRightRegular key="n" />];
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={styles.surface} onKeyDown={onKeyDown}>
        <DialogBody className={styles.body}>
          <DialogTitle
            className={styles.title}
            action={
              <div className={styles.actions}>
                {onStep !== undefined && button(t('large.previous'), previous, () => onStep(-1))}
                {onStep !== undefined && button(t('large.next'), next, () => onStep(1))}
                {button(t('large.close'), <DismissRegular />, onClose)}
              </div>
            }
          >
            <bdi>{displayName(file.name)}</bdi>
          </DialogTitle>
          <DialogContent className={styles.content}>
            <PreviewPlaceProvider value={isLargePlace}>
              <FilePreview key={entryIdentity(location, file)} location={location} file={file} />
            </PreviewPlaceProvider>
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
