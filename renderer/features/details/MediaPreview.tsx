import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../shared/domain/preview.ts';
import { displayName } from '../../ui/displayName.ts';
import { PreviewInstead } from './PreviewInstead.tsx';

const useStyles = makeStyles({
  video: {
    display: 'block',
    width: '100%',
    maxHeight: '320px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  audio: { display: 'block', width: '100%' },
});

type Props = { readonly preview: Preview; readonly kind: 'video' | 'audio'; readonly name: string };

/** A movie or a sound with the system's own controls; a format that cannot be played says so. */
export function MediaPreview({ preview, kind, name }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const [failed, setFailed] = useState(false);
  if (failed) return <PreviewInstead name={name}>{t(`preview.${kind}Failed`)}</PreviewInstead>;
  const shared = {
    src: preview.url,
    controls: true,
    preload: 'metadata',
    'aria-label': displayName(name),
    onError: () => setFailed(true),
  } as const;
  return kind === 'video' ? (
    <video className={styles.video} {...shared} />
  ) : (
    <audio className={styles.audio} {...shared} />
  );
}
