import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular, ProhibitedRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { frame } from '../../theme.ts';
import { displayName } from '../../ui/displayName.ts';
import { crumbsOf, type FolderPlace } from '../browse/place.ts';
import type { DropRefusal, FileDrag } from './useFileDrop.ts';

const useStyles = makeStyles({
  overlay: {
    position: 'fixed',
    inset: 0,
    zIndex: 1000,
    display: 'flex',
    alignItems: 'flex-end',
    justifyContent: 'center',
    padding: tokens.spacingVerticalXXXL,
    paddingBottom: `calc(${frame.statusBarHeight}px + ${tokens.spacingVerticalXXL})`,
    boxSizing: 'border-box',
    border: `${tokens.strokeWidthThicker} solid ${tokens.colorBrandStroke1}`,
    pointerEvents: 'none',
  },
  refused: {
    borderTopColor: tokens.colorNeutralStroke1,
    borderRightColor: tokens.colorNeutralStroke1,
    borderBottomColor: tokens.colorNeutralStroke1,
    borderLeftColor: tokens.colorNeutralStroke1,
  },
  words: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    maxWidth: '80%',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow16,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    overflowWrap: 'anywhere',
  },
  refusedWords: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
  },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase600 },
});

/** Names the folder that dragged files would go to, or says why they cannot. */
export function DropOverlay({ drag, hasBuckets }: { readonly drag: FileDrag; readonly hasBuckets: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation(['upload', 'accounts']);
  const { target } = drag;
  const text =
    drag.target === undefined
      ? t(refusal(drag.refusedBy, hasBuckets))
      : t('drop.to', { target: targetLabel(drag.target) });
  return (
    <div role="status" className={mergeClasses(styles.overlay, target === undefined && styles.refused)}>
      <div className={mergeClasses(styles.words, target === undefined && styles.refusedWords)}>
        {target === undefined ? (
          <ProhibitedRegular className={styles.icon} aria-hidden />
        ) : (
          <ArrowUploadRegular className={styles.icon} aria-hidden />
        )}
        <Text weight="semibold">{text}</Text>
      </div>
    </div>
  );
}

/** A folder as people write it: `photos/2026`. */
function targetLabel(target: FolderPlace): string {
  return [target.bucket, ...crumbsOf(target.prefix).map((crumb) => displayName(crumb.name))].join('/');
}

function refusal(refusedBy: DropRefusal, hasBuckets: boolean) {
  if (refusedBy === 'dialog') return 'drop.answerFirst';
  if (refusedBy === 'readOnly') return 'accounts:readOnly.noDrop';
  return hasBuckets ? 'drop.openBucket' : 'drop.noBucket';
}
