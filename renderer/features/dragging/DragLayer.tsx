import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  ArrowUploadRegular,
  CopyRegular,
  FolderArrowRightRegular,
  ProhibitedRegular,
  SaveRegular,
} from '@fluentui/react-icons';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../../shared/assertNever.ts';
import type { Location } from '../../../shared/domain/object.ts';
import { frame } from '../../theme.ts';
import { displayName } from '../../ui/displayName.ts';
import { formatCount } from '../../ui/format.ts';
import { crumbsOf } from '../browse/place.ts';
import type { Drag, Over } from './createDragging.ts';
import { useDrag, useDragOver } from './draggingStore.ts';
import type { Verdict } from './dropRules.ts';

const useStyles = makeStyles({
  layer: { position: 'fixed', inset: 0, zIndex: 1000, pointerEvents: 'none', overflow: 'hidden' },
  edge: {
    display: 'flex',
    alignItems: 'flex-end',
    justifyContent: 'center',
    padding: tokens.spacingVerticalXXXL,
    paddingBottom: `calc(${frame.statusBarHeight}px + ${tokens.spacingVerticalXXL})`,
    boxSizing: 'border-box',
    border: `${tokens.strokeWidthThicker} solid ${tokens.colorBrandStroke1}`,
  },
  edgeRefused: {
    borderTopColor: tokens.colorNeutralStroke1,
    borderRightColor: tokens.colorNeutralStroke1,
    borderBottomColor: tokens.colorNeutralStroke1,
    borderLeftColor: tokens.colorNeutralStroke1,
  },
  // Placed by the pointer, which knows no writing direction.
  picture: { position: 'absolute', left: 0, top: 0 },
  words: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    width: 'fit-content',
    maxWidth: `${frame.detailsWidth}px`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow16,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    boxSizing: 'border-box',
  },
  neutral: { backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1 },
  lines: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase500 },
});

/** What is dragged, under the pointer, and what letting go would do; for files from outside, along the window's edge. */
export function DragLayer({ hasBuckets }: { readonly hasBuckets: boolean }) {
  const styles = useStyles();
  const drag = useDrag();
  const over = useDragOver();
  const words = useDragWords(drag, over, hasBuckets);
  if (drag === undefined && over === undefined) return null;
  const isRefused = over?.verdict.kind === 'refused';
  const Icon = iconOf(drag, over?.verdict);
  const box = (
    <div className={mergeClasses(styles.words, (isRefused || over === undefined) && styles.neutral)}>
      <Icon className={styles.icon} aria-hidden />
      <span className={styles.lines}>
        {words.map((line, index) => (
          <Text key={line} weight={index === 0 ? 'semibold' : 'regular'} className={styles.line}>
            {line}
          </Text>
        ))}
      </span>
    </div>
  );
  if (drag === undefined) {
    return (
      <div role="status" className={mergeClasses(styles.layer, styles.edge, isRefused && styles.edgeRefused)}>
        {box}
      </div>
    );
  }
  return (
    <div role="status" className={styles.layer}>
      <div className={styles.picture} style={{ transform: `translate(${besidePointer(drag)})` }}>
        {box}
      </div>
    </div>
  );
}

const gapPx = 16;
const roomPx = 64;

/** Beside the pointer, and still in sight when that is at the edge of the window or beyond it. */
function besidePointer({ at }: Drag): string {
  const x = Math.max(0, Math.min(at.x + gapPx, window.innerWidth - frame.detailsWidth));
  const y = Math.max(0, Math.min(at.y + gapPx, window.innerHeight - roomPx));
  return `${x}px, ${y}px`;
}

/** What is dragged, by its name or how many. */
function whatIs({ name, count }: Drag): string {
  return name === undefined
    ? i18next.t('items', { ns: 'dragging', count, shown: formatCount(count) })
    : displayName(name);
}

/** The name or the number of what is dragged, then what would happen. */
function useDragWords(
  drag: Drag | undefined,
  over: Over | undefined,
  hasBuckets: boolean,
): readonly string[] {
  const { t } = useTranslation(['dragging', 'upload', 'accounts']);
  const named = drag === undefined ? [] : [whatIs(drag)];
  if (drag !== undefined && drag.out !== 'no') return [...named, t(`out.${drag.out}`)];
  if (over === undefined) return named;
  const { verdict } = over;
  if (verdict.kind === 'allowed') {
    const key = verdict.effect === 'upload' ? 'upload:drop.to' : verdict.effect;
    return [...named, t(key, { target: targetLabel(verdict.location) })];
  }
  switch (verdict.reason) {
    case 'dialog':
      return [...named, t('upload:drop.answerFirst')];
    case 'nowhere':
      if (over.what === 'selection') return [...named, t('refused.nowhere')];
      return [...named, t(hasBuckets ? 'upload:drop.openBucket' : 'upload:drop.noBucket')];
    case 'readOnly':
      return [...named, t(over.what === 'files' ? 'accounts:readOnly.noDrop' : 'refused.readOnly')];
    case 'itself':
    case 'here':
    case 'noFolder':
    case 'accounts':
      return [...named, t(`refused.${verdict.reason}`)];
    default:
      return assertNever(verdict.reason, 'refusal of a drop');
  }
}

function iconOf(drag: Drag | undefined, verdict: Verdict | undefined) {
  if (drag !== undefined && drag.out !== 'no') return SaveRegular;
  if (verdict === undefined) return FolderArrowRightRegular;
  if (verdict.kind === 'refused') return ProhibitedRegular;
  switch (verdict.effect) {
    case 'move':
      return FolderArrowRightRegular;
    case 'copy':
      return CopyRegular;
    case 'upload':
      return ArrowUploadRegular;
    default:
      return assertNever(verdict.effect, 'drop effect');
  }
}

/** A folder as people write it: `photos/2026`. */
function targetLabel({ bucket, prefix }: Location): string {
  return [bucket, ...crumbsOf(prefix).map((crumb) => displayName(crumb.name))].join('/');
}
