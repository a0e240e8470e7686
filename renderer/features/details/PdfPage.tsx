import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PreviewNote } from './PreviewNote.tsx';

/** A page is drawn with at most so many pixels, 64 MB, however far it is zoomed into. */
const maxCanvasPixels = 16_000_000;

const useStyles = makeStyles({
  page: {
    display: 'block',
    width: '100%',
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
  },
  failed: { display: 'none' },
  spoken: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
});

type Props = {
  readonly pdf: PDFDocumentProxy;
  readonly pageNumber: number;
  /** In CSS pixels. */
  readonly width: number;
  readonly label: string;
  /** Told how high the page is for its width. */
  readonly onAspect: (pageNumber: number, aspect: number) => void;
};

/** One page of a PDF as a picture that fills its place, with its text beside it for screen readers. */
export function PdfPage({ pdf, pageNumber, width, label, onAspect }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState('');
  const [failed, setFailed] = useState(false);
  const tellAspect = useRef(onAspect);
  tellAspect.current = onAspect;
  useEffect(() => {
    let left = false;
    let stopDrawing: (() => void) | undefined;
    async function draw(target: HTMLCanvasElement): Promise<void> {
      const page = await pdf.getPage(pageNumber);
      if (left) return;
      const natural = page.getViewport({ scale: 1 });
      const aspect = natural.height / natural.width;
      tellAspect.current(pageNumber, aspect);
      const wanted = width * devicePixelRatio;
      const drawn = Math.min(wanted, Math.sqrt(maxCanvasPixels / aspect));
      const viewport = page.getViewport({ scale: drawn / natural.width });
      target.width = Math.max(1, Math.floor(viewport.width));
      target.height = Math.max(1, Math.floor(viewport.height));
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
  }, [pdf, pageNumber, width]);
  return (
    <>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        className={mergeClasses(styles.page, failed && styles.failed)}
      />
      <div className={styles.spoken}>{text}</div>
      {failed && <PreviewNote>{t('preview.pageFailed')}</PreviewNote>}
    </>
  );
}
