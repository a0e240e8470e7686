import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../shared/domain/preview.ts';
import { displayName } from '../../ui/displayName.ts';
import { formatCount } from '../../ui/format.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { PdfPage } from './PdfPage.tsx';
import { PreviewInstead } from './PreviewInstead.tsx';
import { PreviewSkeleton } from './PreviewSkeleton.tsx';
import { openPdf } from './pdfDocument.ts';

const useStyles = makeStyles({
  pages: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  controls: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalS,
  },
  page: { fontVariantNumeric: 'tabular-nums' },
});

type PdfState =
  | { readonly kind: 'loading' | 'locked' | 'failed' }
  | { readonly kind: 'open'; readonly pdf: PDFDocumentProxy };

function usePdf(preview: Preview): PdfState {
  const [state, setState] = useState<PdfState>({ kind: 'loading' });
  useEffect(() => {
    let left = false;
    const fail = (thrown: unknown) => {
      if (left) return;
      console.warn('A PDF could not be shown', thrown);
      const locked = thrown instanceof Error && thrown.name === 'PasswordException';
      setState({ kind: locked ? 'locked' : 'failed' });
    };
    const task = openPdf(preview, fail);
    task.promise.then((pdf) => !left && setState({ kind: 'open', pdf }), fail);
    return () => {
      left = true;
      task.destroy().catch((thrown: unknown) => console.warn('A PDF could not be closed', thrown));
    };
  }, [preview]);
  return state;
}

type Props = { readonly preview: Preview; readonly name: string };

/** A PDF, page by page. */
export function PdfPreview({ preview, name }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const state = usePdf(preview);
  const [pageNumber, setPageNumber] = useState(1);
  if (state.kind === 'loading') return <PreviewSkeleton />;
  if (state.kind !== 'open') {
    return (
      <PreviewInstead name={name}>
        {t(state.kind === 'locked' ? 'preview.pdfLocked' : 'preview.pdfFailed')}
      </PreviewInstead>
    );
  }
  const { pdf } = state;
  const position = t('preview.page', { page: formatCount(pageNumber), total: formatCount(pdf.numPages) });
  return (
    <section aria-label={displayName(name)} className={styles.pages}>
      <PdfPage pdf={pdf} pageNumber={pageNumber} label={position} />
      {pdf.numPages > 1 && (
        <div className={styles.controls}>
          <Tooltip content={t('preview.previousPage')} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              icon={<ChevronLeftRegular />}
              disabledFocusable={pageNumber === 1}
              onClick={() => setPageNumber(pageNumber - 1)}
            />
          </Tooltip>
          <Text size={200} aria-live="polite" className={styles.page}>
            {position}
          </Text>
          <Tooltip content={t('preview.nextPage')} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              icon={<ChevronRightRegular />}
              disabledFocusable={pageNumber === pdf.numPages}
              onClick={() => setPageNumber(pageNumber + 1)}
            />
          </Tooltip>
        </div>
      )}
    </section>
  );
}
