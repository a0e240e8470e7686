import { Select, Switch } from '@fluentui/react-components';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../shared/domain/preview.ts';
import { displayName } from '../../ui/displayName.ts';
import { formatSize } from '../../ui/format.ts';
import { decodeText, encodings } from './decodeText.ts';
import { HexPreview } from './HexPreview.tsx';
import { Otherwise } from './Otherwise.tsx';
import { PreviewBar } from './PreviewBar.tsx';
import { PreviewInstead } from './PreviewInstead.tsx';
import { PreviewNote } from './PreviewNote.tsx';
import { PreviewSkeleton } from './PreviewSkeleton.tsx';
import { isPlainMarkdown } from './plainMarkdown.ts';
import { TextBlocks } from './TextBlocks.tsx';
import { shownTextBytes, useTextBytes } from './useTextBytes.ts';

// The parser is large, and most sessions never show Markdown.
const MarkdownText = lazy(async () => ({ default: (await import('./MarkdownText.tsx')).MarkdownText }));

type Props = { readonly preview: Preview; readonly name: string };

/** The first part of a text in whatever encoding it was written, or its bytes where it is no text. */
export function TextPreview({ preview, name }: Props) {
  const { t } = useTranslation('details');
  const state = useTextBytes(preview);
  const [chosen, setChosen] = useState<string>();
  const [isWrapped, setIsWrapped] = useState(true);
  const [asSource, setAsSource] = useState(false);
  const isCut = preview.sizeBytes > shownTextBytes;
  const decoded = useMemo(
    () => (state.kind === 'read' ? decodeText(state.bytes, isCut, chosen) : undefined),
    [state, isCut, chosen],
  );
  if (preview.sizeBytes === 0) return <PreviewInstead name={name}>{t('preview.empty')}</PreviewInstead>;
  if (state.kind === 'failed') return <PreviewInstead name={name}>{t('preview.textFailed')}</PreviewInstead>;
  if (decoded === undefined) return <PreviewSkeleton />;
  if (decoded.kind === 'binary') {
    return (
      <>
        <PreviewNote>{t('preview.notText')}</PreviewNote>
        <HexPreview preview={preview} name={name} />
      </>
    );
  }
  const { text, encoding } = decoded;
  const canRender = preview.kind === 'markdown' && isPlainMarkdown(text);
  const isRendered = canRender && !asSource;
  const label = displayName(name);
  const source = <TextBlocks label={label} text={text} isWrapped={isWrapped} />;
  return (
    <>
      {isRendered ? (
        <Otherwise fallback={source}>
          <Suspense fallback={<PreviewSkeleton />}>
            <MarkdownText label={label} text={text} />
          </Suspense>
        </Otherwise>
      ) : (
        source
      )}
      {isCut && (
        <PreviewNote>
          {t('text.part', { shown: formatSize(shownTextBytes), size: formatSize(preview.sizeBytes) })}
        </PreviewNote>
      )}
      <PreviewBar>
        <Select
          size="small"
          aria-label={t('text.encoding')}
          value={encoding}
          onChange={(_, { value }) => setChosen(value)}
        >
          {[...new Set<string>([encoding, ...encodings])].map((one) => (
            <option key={one} value={one}>
              {one.toUpperCase()}
            </option>
          ))}
        </Select>
        {!isRendered && (
          <Switch
            label={t('text.wrap')}
            checked={isWrapped}
            onChange={(_, { checked }) => setIsWrapped(checked)}
          />
        )}
        {canRender && (
          <Switch
            label={t('text.source')}
            checked={asSource}
            onChange={(_, { checked }) => setAsSource(checked)}
          />
        )}
      </PreviewBar>
    </>
  );
}
