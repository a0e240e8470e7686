import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../shared/domain/preview.ts';
import { displayName } from '../../ui/displayName.ts';
import { PdfPages } from './PdfPages.tsx';
import { PreviewInstead } from './PreviewInstead.tsx';
import { PreviewSkeleton } from './PreviewSkeleton.tsx';
import { openPdf } from './pdfDocument.ts';

type PdfState =
  | { readonly kind: 'loading' | 'locked' | 'failed' }
  | { readonly kind: 'open'; readonly pdf: PDFDocumentProxy; readonly firstAspect: number };

async function withFirstPage(opening: Promise<PDFDocumentProxy>): Promise<PdfState> {
  const pdf = await opening;
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
  return { kind: 'open', pdf, firstAspect: height / width };
}

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
    withFirstPage(task.promise).then((open) => !left && setState(open), fail);
    return () => {
      left = true;
      task.destroy().catch((thrown: unknown) => console.warn('A PDF could not be closed', thrown));
    };
  }, [preview]);
  return state;
}

type Props = { readonly preview: Preview; readonly name: string };

/** A PDF with all its pages; one that is locked or broken says so. */
export function PdfPreview({ preview, name }: Props) {
  const { t } = useTranslation('details');
  const state = usePdf(preview);
  if (preview.sizeBytes === 0) return <PreviewInstead name={name}>{t('preview.empty')}</PreviewInstead>;
  if (state.kind === 'loading') return <PreviewSkeleton />;
  if (state.kind !== 'open') {
    return (
      <PreviewInstead name={name}>
        {t(state.kind === 'locked' ? 'preview.pdfLocked' : 'preview.pdfFailed')}
      </PreviewInstead>
    );
  }
  return <PdfPages pdf={state.pdf} label={displayName(name)} firstAspect={state.firstAspect} />;
}
