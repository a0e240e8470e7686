import { lazy, type ReactNode, Suspense } from 'react';
import { assertNever } from '../../../shared/assertNever.ts';
import type { FileEntry, Location } from '../../../shared/domain/object.ts';
import type { Preview } from '../../../shared/domain/preview.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { ImagePreview } from './ImagePreview.tsx';
import { MediaPreview } from './MediaPreview.tsx';
import { PreviewInstead } from './PreviewInstead.tsx';
import { PreviewSkeleton } from './PreviewSkeleton.tsx';
import { TextPreview } from './TextPreview.tsx';
import { usePreview } from './usePreview.ts';

// pdf.js is large, and most sessions never show a PDF.
const PdfPreview = lazy(async () => ({ default: (await import('./PdfPreview.tsx')).PdfPreview }));

function content(preview: Preview, file: FileEntry): ReactNode {
  switch (preview.kind) {
    case 'image':
      return <ImagePreview preview={preview} name={file.name} />;
    case 'text':
    case 'markdown':
      return <TextPreview preview={preview} name={file.name} />;
    case 'pdf':
      return <PdfPreview preview={preview} name={file.name} />;
    case 'video':
    case 'audio':
      return <MediaPreview preview={preview} kind={preview.kind} name={file.name} />;
    case 'hex':
    case 'none':
      return <PreviewInstead name={file.name} />;
    default:
      return assertNever(preview.kind, 'preview kind');
  }
}

type Props = { readonly location: Location; readonly file: FileEntry };

/** Shows what is in a file as far as it can be shown; a failure stays in its place. */
export function FilePreview({ location, file }: Props) {
  const { state, retry } = usePreview(location.accountId, location.bucket, file.key);
  if (state.kind === 'loading') return <PreviewSkeleton />;
  if (state.kind === 'failed') return <ErrorMessage compact error={state.error} onAction={retry} />;
  return <Suspense fallback={<PreviewSkeleton />}>{content(state.preview, file)}</Suspense>;
}
