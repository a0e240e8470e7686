import { Button, Input, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ZoomInRegular, ZoomOutRegular } from '@fluentui/react-icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type ReactElement, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useElementWidth } from '../browse/useElementWidth.ts';
import { PdfPage } from './PdfPage.tsx';
import { PreviewBar } from './PreviewBar.tsx';
import { usePreviewPlace } from './previewPlace.ts';

const gapPx = 8;
const zoomStep = 1.25;
const zooms = { least: 0.5, most: 5 };

const useStyles = makeStyles({
  pages: {
    height: '400px',
    overflow: 'auto',
    padding: tokens.spacingVerticalS,
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  large: { flexGrow: 1, height: '0' },
  body: { position: 'relative', marginInline: 'auto' },
  page: { position: 'absolute', top: 0, insetInlineStart: 0, width: '100%' },
  field: { width: '72px' },
});

type Props = {
  readonly pdf: PDFDocumentProxy;
  readonly label: string;
  /** How high the first page is for its width, which the others are taken to be until they are seen. */
  readonly firstAspect: number;
};

/** The pages of a PDF below one another, of which only those that are seen are read and drawn. */
export function PdfPages({ pdf, label, firstAspect }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { isLarge } = usePreviewPlace();
  const scroller = useRef<HTMLElement>(null);
  const [zoom, setZoom] = useState(1);
  const available = useElementWidth(scroller) - 2 * gapPx;
  const width = Math.max(1, Math.round(Math.min(available, isLarge ? 800 : available) * zoom));
  const [aspects] = useState(() => new Map<number, number>());
  const heightOf = (pageNumber: number) => Math.round(width * (aspects.get(pageNumber) ?? firstAspect));
  const virtualizer = useVirtualizer({
    count: pdf.numPages,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(index + 1),
    gap: gapPx,
    overscan: 1,
  });
  const topPx = virtualizer.scrollOffset ?? 0;
  const heightPx = virtualizer.scrollRect?.height ?? 0;
  // A short page at the end never comes to the top.
  const isAtEnd = topPx > 0 && topPx + heightPx >= virtualizer.getTotalSize();
  const pageNumber = isAtEnd
    ? pdf.numPages
    : (virtualizer.getVirtualItemForOffset(topPx + heightPx / 4)?.index ?? 0) + 1;
  const [typed, setTyped] = useState<string>();

  // Another width is another height of every page; what was looked at stays in sight.
  const shownPage = useRef(pageNumber);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another width changes where the pages stand
  useLayoutEffect(() => {
    const page = shownPage.current;
    virtualizer.measure();
    if (page > 1) virtualizer.scrollToIndex(page - 1, { align: 'start' });
  }, [width]);
  shownPage.current = pageNumber;

  const learnAspect = useCallback(
    (page: number, aspect: number) => {
      if (aspects.get(page) === aspect) return;
      aspects.set(page, aspect);
      if (aspect !== firstAspect) virtualizer.resizeItem(page - 1, Math.round(width * aspect));
    },
    [aspects, firstAspect, virtualizer, width],
  );
  const go = () => {
    const page = Number(typed);
    setTyped(undefined);
    if (!Number.isInteger(page) || page < 1) return;
    virtualizer.scrollToIndex(Math.min(page, pdf.numPages) - 1, { align: 'start' });
  };
  const button = (text: string, icon: ReactElement, factor: number) => {
    const next = zoom * factor;
    const isPossible = next >= zooms.least && next <= zooms.most;
    return (
      <Tooltip content={text} relationship="label">
        <Button
          size="small"
          appearance="subtle"
          icon={icon}
          disabledFocusable={!isPossible}
          onClick={() => isPossible && setZoom(next)}
        />
      </Tooltip>
    );
  };
  const total = formatCount(pdf.numPages);
  return (
    <>
      <section
        ref={scroller}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard
        tabIndex={0}
        className={mergeClasses(styles.pages, isLarge && styles.large)}
      >
        <div className={styles.body} style={{ width, height: virtualizer.getTotalSize() }}>
          {available > 0 &&
            virtualizer.getVirtualItems().map(({ index, start }) => (
              <div
                key={index}
                className={styles.page}
                style={{ height: heightOf(index + 1), transform: `translateY(${start}px)` }}
              >
                <PdfPage
                  pdf={pdf}
                  pageNumber={index + 1}
                  width={width}
                  label={t('preview.page', { page: formatCount(index + 1), total })}
                  onAspect={learnAspect}
                />
              </div>
            ))}
        </div>
      </section>
      <PreviewBar>
        <Input
          size="small"
          className={styles.field}
          inputMode="numeric"
          aria-label={t('pdf.pageNumber')}
          value={typed ?? String(pageNumber)}
          onChange={(_, { value }) => setTyped(value)}
          onKeyDown={({ key }) => key === 'Enter' && go()}
          onBlur={() => setTyped(undefined)}
        />
        <Text size={200}>{t('pdf.of', { total })}</Text>
        {button(t('picture.zoomOut'), <ZoomOutRegular />, 1 / zoomStep)}
        {button(t('picture.zoomIn'), <ZoomInRegular />, zoomStep)}
      </PreviewBar>
    </>
  );
}
