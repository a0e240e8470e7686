import { Button, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useId, useMemo, useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../shared/domain/preview.ts';
import { formatExactSize } from '../../ui/format.ts';
import { createByteChunks } from './byteChunks.ts';
import { HexLines } from './HexLines.tsx';
import { readOffset } from './hexLines.ts';
import { PreviewBar } from './PreviewBar.tsx';
import { PreviewInstead } from './PreviewInstead.tsx';
import { PreviewNote } from './PreviewNote.tsx';
import { readPreviewBytes } from './previewBytes.ts';

const useStyles = makeStyles({
  field: { width: '120px' },
  failed: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

type Props = { readonly preview: Preview; readonly name: string };

/** The bytes of a file of any length, with their offsets and their letters; only what is seen is read. */
export function HexPreview({ preview, name }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { sizeBytes } = preview;
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const chunks = useMemo(
    () =>
      createByteChunks(
        preview.sizeBytes,
        (startByte, endByte, signal) => readPreviewBytes(preview, startByte, endByte, signal),
        redraw,
      ),
    [preview],
  );
  useEffect(() => () => chunks.close(), [chunks]);
  const [seen, setSeen] = useState({ startByte: 0, endByte: 0 });
  useEffect(() => {
    if (seen.endByte > seen.startByte) chunks.look(seen.startByte, seen.endByte);
  }, [chunks, seen]);
  const [target, setTarget] = useState<{ readonly offset: number }>();
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const fieldId = useId();

  if (sizeBytes === 0) return <PreviewInstead name={name}>{t('preview.empty')}</PreviewInstead>;
  const go = () => {
    const offset = readOffset(typed, sizeBytes);
    setIsWrong(offset === undefined);
    if (offset !== undefined) setTarget({ offset });
  };
  return (
    <>
      <HexLines
        label={t('hex.label')}
        sizeBytes={sizeBytes}
        byteAt={chunks.at}
        target={target}
        onSeen={(startByte, endByte) => setSeen({ startByte, endByte })}
      />
      {chunks.hasFailed() && (
        <div className={styles.failed} role="alert">
          <PreviewNote>{t('hex.failed')}</PreviewNote>
          <Button size="small" onClick={() => setSeen({ ...seen })}>
            {t('hex.retry')}
          </Button>
        </div>
      )}
      <PreviewBar>
        <label htmlFor={fieldId}>
          <Text size={200}>{t('hex.goTo')}</Text>
        </label>
        <Input
          id={fieldId}
          size="small"
          className={styles.field}
          value={typed}
          placeholder="0x0"
          aria-invalid={isWrong}
          onChange={(_, { value }) => {
            setTyped(value);
            setIsWrong(false);
          }}
          onKeyDown={(event) => event.key === 'Enter' && go()}
        />
      </PreviewBar>
      {isWrong && (
        <div role="alert">
          <PreviewNote>{t('hex.wrong', { size: formatExactSize(sizeBytes) })}</PreviewNote>
        </div>
      )}
    </>
  );
}
