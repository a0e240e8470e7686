import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { hexLine, offsetDigits } from './hexLines.ts';
import {
  clampLine,
  firstLineAt,
  isScaled,
  type LongScroll,
  scrollHeightPx,
  scrollTopOf,
} from './longScroll.ts';
import { usePreviewPlace } from './previewPlace.ts';

const linePx = 20;
/** Width of a letter of the monospace font in its smallest size, with some room; decides between 8 and 16 bytes a line. */
const letterPx = 6.4;
const wheelLinePx = 40;

const useStyles = makeStyles({
  box: {
    height: '280px',
    overflowX: 'auto',
    overflowY: 'scroll',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase100,
    lineHeight: `${linePx}px`,
    fontVariantLigatures: 'none',
  },
  large: { flexGrow: 1, height: '0', fontSize: tokens.fontSizeBase300 },
  seen: { position: 'sticky', top: 0, overflowY: 'hidden', width: 'max-content', minWidth: '100%' },
  line: {
    display: 'flex',
    height: `${linePx}px`,
    gap: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalS,
    whiteSpace: 'pre',
    userSelect: 'text',
  },
  offset: { color: tokens.colorNeutralForeground2 },
});

type Props = {
  readonly label: string;
  readonly sizeBytes: number;
  readonly byteAt: (offset: number) => number | undefined;
  /** The byte to show, once for each object. */
  readonly target: { readonly offset: number } | undefined;
  /** Told the range of bytes that is seen. */
  readonly onSeen: (startByte: number, endByte: number) => void;
};

/** The lines of a hex view, of which only those that are seen are drawn, however many there are. */
export function HexLines({ label, sizeBytes, byteAt, target, onSeen }: Props) {
  const styles = useStyles();
  const { isLarge } = usePreviewPlace();
  const box = useRef<HTMLDivElement>(null);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  const lettersOf16 = offsetDigits(sizeBytes) + 16 * 4 + 5;
  const count = width >= lettersOf16 * letterPx * (isLarge ? 1.4 : 1) ? 16 : 8;
  const scroll: LongScroll = {
    lineCount: Math.ceil(sizeBytes / count),
    visibleLines: Math.max(1, Math.floor(height / linePx)),
    linePx,
  };
  const [firstByte, setFirstByte] = useState(0);
  const firstLine = clampLine(scroll, Math.floor(firstByte / count));
  const endLine = Math.min(scroll.lineCount, firstLine + scroll.visibleLines + 1);

  const maxScrollTop = () => (box.current === null ? 0 : box.current.scrollHeight - box.current.clientHeight);
  const goToLine = (line: number) => {
    const next = clampLine(scroll, line);
    setFirstByte(next * count);
    if (box.current !== null) box.current.scrollTop = scrollTopOf(scroll, next, maxScrollTop());
  };
  const latest = useRef({ goToLine, firstLine, scroll, onSeen, count });
  latest.current = { goToLine, firstLine, scroll, onSeen, count };

  useEffect(() => {
    if (target !== undefined) latest.current.goToLine(Math.floor(target.offset / latest.current.count));
  }, [target]);
  useEffect(() => {
    if (height > 0) latest.current.onSeen(firstLine * count, endLine * count);
  }, [firstLine, endLine, count, height]);
  useEffect(() => {
    const element = box.current;
    // React's own wheel listener cannot keep the browser from scrolling.
    const onWheel = (event: WheelEvent) => {
      const { scroll: now, firstLine: line, goToLine: go } = latest.current;
      if (!isScaled(now) || event.deltaY === 0 || event.ctrlKey) return;
      event.preventDefault();
      go(line + Math.sign(event.deltaY) * Math.max(1, Math.round(Math.abs(event.deltaY) / wheelLinePx)));
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, scroll.visibleLines - 1);
    const lines: Readonly<Record<string, number>> = {
      ArrowUp: firstLine - 1,
      ArrowDown: firstLine + 1,
      PageUp: firstLine - page,
      PageDown: firstLine + page,
      Home: 0,
      End: scroll.lineCount,
    };
    const line = lines[event.key];
    if (line === undefined) return;
    event.preventDefault();
    goToLine(line);
  };
  return (
    <div
      ref={box}
      role="document"
      aria-label={label}
      dir="ltr"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard
      tabIndex={0}
      className={mergeClasses(styles.box, isLarge && styles.large)}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget }) => {
        const at = scrollTopOf(scroll, firstLine, maxScrollTop());
        // Our own scrolling comes back here too, rounded to a pixel of the screen.
        if (Math.abs(currentTarget.scrollTop - at) < linePx / 2) return;
        setFirstByte(firstLineAt(scroll, currentTarget.scrollTop, maxScrollTop()) * count);
      }}
    >
      <div style={{ height: scrollHeightPx(scroll) }}>
        <div className={styles.seen} style={{ height: Math.min(height, scrollHeightPx(scroll)) }}>
          {Array.from({ length: endLine - firstLine }, (_, index) => {
            const offset = (firstLine + index) * count;
            const line = hexLine(offset, count, sizeBytes, byteAt);
            return (
              <div key={offset} className={styles.line}>
                <span className={styles.offset}>{line.offset}</span>
                <span>{line.bytes}</span>
                <span>{line.text}</span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
