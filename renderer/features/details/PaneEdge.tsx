import { makeStyles, tokens, useFluent } from '@fluentui/react-components';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { leastPaneWidth, mostPaneWidth } from './paneWidth.ts';

const keyStepPx = 24;

const useStyles = makeStyles({
  edge: {
    position: 'absolute',
    insetInlineStart: 0,
    top: 0,
    bottom: 0,
    zIndex: 1,
    width: tokens.spacingHorizontalSNudge,
    cursor: 'col-resize',
    touchAction: 'none',
    outlineStyle: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralStroke1Hover },
    ':focus-visible': { backgroundColor: tokens.colorStrokeFocus2 },
    '@media (forced-colors: active)': {
      forcedColorAdjust: 'none',
      ':hover': { backgroundColor: 'Highlight' },
      ':focus-visible': { backgroundColor: 'Highlight' },
    },
  },
});

type Props = {
  readonly width: number;
  /** Asks for another width, in CSS pixels; `isFinal` when the edge was let go. */
  readonly onResize: (width: number, isFinal: boolean) => void;
};

/** The edge of the pane at the list: dragged by the pointer, or moved by the arrow keys. */
export function PaneEdge({ width, onResize }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { dir } = useFluent();
  const drag = useRef<{ readonly x: number; readonly width: number }>(undefined);
  // The pane is at the end of the window: it grows towards its start.
  const towardsStart = dir === 'rtl' ? 1 : -1;

  const widthAt = (event: PointerEvent) =>
    drag.current === undefined
      ? undefined
      : drag.current.width + (event.clientX - drag.current.x) * towardsStart;
  const move = (event: PointerEvent, isFinal: boolean) => {
    const next = widthAt(event);
    if (next !== undefined) onResize(next, isFinal);
    if (isFinal) drag.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: keyStepPx, ArrowRight: -keyStepPx }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onResize(width + step * -towardsStart, true);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved (ARIA window splitter)
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('resize')}
      aria-valuenow={Math.round(width)}
      aria-valuemin={leastPaneWidth}
      aria-valuemax={mostPaneWidth}
      className={styles.edge}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => move(event, false)}
      onPointerUp={(event) => move(event, true)}
      onLostPointerCapture={() => {
        drag.current = undefined;
      }}
    />
  );
}
