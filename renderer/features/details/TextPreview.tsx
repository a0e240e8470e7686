import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../shared/domain/preview.ts';
import { displayName } from '../../ui/displayName.ts';
import { type DecodedText, decodeText } from './decodeText.ts';
import { PreviewInstead } from './PreviewInstead.tsx';
import { PreviewNote } from './PreviewNote.tsx';
import { PreviewSkeleton } from './PreviewSkeleton.tsx';

/** More than anyone reads in a pane, and little enough to lay out at once. */
const shownBytes = 256 * 1024;

const useStyles = makeStyles({
  text: {
    margin: 0,
    maxHeight: '320px',
    overflow: 'auto',
    padding: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    userSelect: 'text',
  },
});

async function readText({ url, sizeBytes }: Preview, signal: AbortSignal): Promise<DecodedText> {
  const response = await fetch(url, { signal, headers: { Range: `bytes=0-${shownBytes - 1}` } });
  if (!response.ok) throw new Error(`The preview answered ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return decodeText(bytes.subarray(0, shownBytes), sizeBytes > shownBytes);
}

type TextState = DecodedText | { readonly kind: 'loading' } | { readonly kind: 'failed' };
type Props = { readonly preview: Preview; readonly name: string };

/** The first part of a text, in whatever encoding it was written. */
export function TextPreview({ preview, name }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const [state, setState] = useState<TextState>({ kind: 'loading' });
  useEffect(() => {
    if (preview.sizeBytes === 0) return;
    const leaving = new AbortController();
    readText(preview, leaving.signal).then(setState, (thrown: unknown) => {
      if (leaving.signal.aborted) return;
      console.warn('A text could not be read', thrown);
      setState({ kind: 'failed' });
    });
    return () => leaving.abort();
  }, [preview]);
  if (preview.sizeBytes === 0) return <PreviewInstead name={name}>{t('preview.empty')}</PreviewInstead>;
  if (state.kind === 'loading') return <PreviewSkeleton />;
  if (state.kind === 'failed') return <PreviewInstead name={name}>{t('preview.textFailed')}</PreviewInstead>;
  if (state.kind === 'binary') return <PreviewInstead name={name}>{t('preview.notText')}</PreviewInstead>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard */}
      <pre className={styles.text} tabIndex={0} role="document" aria-label={displayName(name)}>
        {state.text}
      </pre>
      {preview.sizeBytes > shownBytes && <PreviewNote>{t('preview.firstPart')}</PreviewNote>}
    </>
  );
}
