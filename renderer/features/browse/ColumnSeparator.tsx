import { makeStyles, tokens, useFluent } from '@fluentui/react-components';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnId } from '../../../shared/domain/session.ts';
import { columnGapPx, leastWidthPx } from './columns.ts';

const useStyles = makeStyles({
  separator: {
    position: 'absolute',
    insetInlineEnd: `${-columnGapPx}px`,
    top: 0,
    bottom: 0,
    zIndex: 1,
    width: `${columnGapPx}px`,
    cursor: 'col-resize',
    touchAction: 'none',
    outlineStyle: 'none',
    '::after': {
      content: '""',
      position: 'absolute',
      top: tokens.spacingVerticalS,
      bottom: tokens.spacingVerticalS,
      insetInlineStart: '50%',
      width: tokens.strokeWidthThin,
      backgroundColor: tokens.colorNeutralStroke2,
      forcedColorAdjust: 'none',
    },
    ':hover::after': { backgroundColor: tokens.colorNeutralStroke1Hover },
    ':focus-visible::after': {
      top: 0,
      bottom: 0,
      width: tokens.strokeWidthThick,
      backgroundColor: tokens.colorStrokeFocus2,
    },
  },
});

const keyStepPx = 16;

type Props = {
  readonly id: ColumnId;
  readonly widthPx: number;
  /** Moves the boundary by pixels towards the end, from where it was when the pointer was pressed. */
  readonly onMove: (byPx: number) => void;
  readonly onMoved: (byPx: number) => void;
  readonly onGiveUp: () => void;
  /** Makes the column as wide as what is in it. */
  readonly onFit: () => void;
};

/** The line after a column that changes its width: dragged, or by the arrow keys while it has the focus. */
export function ColumnSeparator({ id, widthPx, onMove, onMoved, onGiveUp, onFit }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('browse');
  const { dir } = useFluent();
  const towardsEnd = dir === 'rtl' ? -1 : 1;

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const separator = event.currentTarget;
    const startX = event.clientX;
    separator.setPointerCapture(event.pointerId);
    const byPx = (to: globalThis.PointerEvent) => (to.clientX - startX) * towardsEnd;
    const listening = new AbortController();
    const { signal } = listening;
    const listen = (type: 'pointermove' | 'pointerup', listener: (to: globalThis.PointerEvent) => void) =>
      separator.addEventListener(type, listener, { signal });
    listen('pointermove', (to) => onMove(byPx(to)));
    listen('pointerup', (to) => {
      listening.abort();
      if (to.clientX !== startX) onMoved(byPx(to));
    });
    separator.addEventListener('lostpointercapture', () => {
      if (signal.aborted) return;
      listening.abort();
      onGiveUp();
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: -keyStepPx, ArrowRight: keyStepPx }[event.key];
    if (step === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (step === undefined) onFit();
    else onMoved(step * towardsEnd);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved (ARIA window splitter)
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('list.resizeColumn', { column: t(`list.column.${id}`) })}
      aria-valuenow={Math.round(widthPx)}
      aria-valuemin={leastWidthPx}
      className={styles.separator}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={onFit}
    />
  );
}
