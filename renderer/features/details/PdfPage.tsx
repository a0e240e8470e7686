import { makeStyles, tokens } from '@fluentui/react-components';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PreviewNote } from './PreviewNote.tsx';

/** Wide enough for the pane on any screen; drawing is then scaled down by the browser. */
const shownWidthPx = 320;

const useStyles = makeStyles({
  page: {
    display: 'block',
    width: '100%',
    height: 'auto',
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
  },
  spoken: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
});

type Props = { readonly pdf: PDFDocumentProxy; readonly pageNumber: number; readonly label: string };

/** One page of a PDF as a picture, with its text beside it for screen readers. */
export function PdfPage({ pdf, pageNumber, label }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState('');
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let left = false;
    let stopDrawing: (() => void) | undefined;
    async function draw(target: HTMLCanvasElement): Promise<void> {
      const page = await pdf.getPage(pageNumber);
      if (left) return;
      const natural = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: (shownWidthPx * devicePixelRatio) / natural.width });
      target.width = Math.floor(viewport.width);
      target.height = Math.floor(viewport.height);
      const task = page.render({ canvas: target, viewport });
      stopDrawing = () => task.cancel();
      await task.promise;
      const { items } = await page.getTextContent();
      if (!left) setText(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    }
    setFailed(false);
    if (canvas.current !== null) {
      draw(canvas.current).catch((thrown: unknown) => {
        if (left) return;
        console.warn('A page could not be drawn', thrown);
        setFailed(true);
      });
    }
    return () => {
      left = true;
      stopDrawing?.();
    };
  }, [pdf, pageNumber]);
  return (
    <>
      <canvas ref={canvas} role="img" aria-label={label} className={styles.page} />
      <div className={styles.spoken}>{text}</div>
      {failed && <PreviewNote>{t('preview.pageFailed')}</PreviewNote>}
    </>
  );
}
