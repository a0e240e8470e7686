import i18next from 'i18next';
import { lazy, type ReactNode, Suspense } from 'react';
import { assertNever } from '../../../shared/assertNever.ts';
import { fileKind } from '../../../shared/domain/fileKind.ts';
import type { FileEntry, Location } from '../../../shared/domain/object.ts';
import type { Preview } from '../../../shared/domain/preview.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { entryIdentity } from './entryFacts.ts';
import { HexPreview } from './HexPreview.tsx';
import { ImagePreview } from './ImagePreview.tsx';
import { MediaPreview } from './MediaPreview.tsx';
import { PreviewInstead } from './PreviewInstead.tsx';
import { PreviewSkeleton } from './PreviewSkeleton.tsx';
import { TextPreview } from './TextPreview.tsx';
import { useDebounced } from './useDebounced.ts';
import { usePreview } from './usePreview.ts';

// pdf.js is large, and most sessions never show a PDF.
const PdfPreview = lazy(async () => ({ default: (await import('./PdfPreview.tsx')).PdfPreview }));

/** What is said above the bytes of a file that one would expect to be shown in another way. */
function reasonFor(preview: Preview, file: FileEntry): string | undefined {
  if (preview.refusal !== undefined) return i18next.t(`refusal.${preview.refusal}`, { ns: 'details' });
  switch (fileKind(file.name)) {
    case 'picture':
      return i18next.t('preview.pictureFailed', { ns: 'details' });
    case 'movie':
      return i18next.t('preview.videoFailed', { ns: 'details' });
    case 'sound':
      return i18next.t('preview.audioFailed', { ns: 'details' });
    default:
      return undefined;
  }
}

function content(preview: Preview, file: FileEntry): ReactNode {
  const { name } = file;
  switch (preview.kind) {
    case 'image':
      return <ImagePreview preview={preview} name={name} />;
    case 'text':
    case 'markdown':
      return <TextPreview preview={preview} name={name} />;
    case 'pdf':
      return <PdfPreview preview={preview} name={name} />;
    case 'video':
    case 'audio':
      return <MediaPreview preview={preview} kind={preview.kind} name={name} />;
    case 'hex': {
      const reason = reasonFor(preview, file);
      return (
        <>
          {reason !== undefined && <PreviewInstead name={name}>{reason}</PreviewInstead>}
          <HexPreview preview={preview} name={name} />
        </>
      );
    }
    case 'none':
      return <PreviewInstead name={name}>{i18next.t('preview.archived', { ns: 'details' })}</PreviewInstead>;
    default:
      return assertNever(preview.kind, 'preview kind');
  }
}

/** Long enough to arrow through rows without asking for each file on the way. */
const settleMs = 150;

type Props = { readonly location: Location; readonly file: FileEntry };

function OpenedPreview({ location, file }: Props) {
  const { state, retry } = usePreview(location.accountId, location.bucket, file.key);
  if (state.kind === 'loading') return <PreviewSkeleton />;
  if (state.kind === 'failed') return <ErrorMessage compact error={state.error} onAction={retry} />;
  return <Suspense fallback={<PreviewSkeleton />}>{content(state.preview, file)}</Suspense>;
}

/** Shows what is in a file as far as it can be shown, once it was not left at once; a failure stays in its place. */
export function FilePreview({ location, file }: Props) {
  const settled = useDebounced(entryIdentity(location, file), settleMs);
  return settled === undefined ? <PreviewSkeleton /> : <OpenedPreview location={location} file={file} />;
}
