import { makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
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

/** A movie or a sound with the system's own controls; what stops it says so. */
export function MediaPreview({ preview, kind, name }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const [failure, setFailure] = useState<'format' | 'connection'>();
  if (failure === 'connection') return <PreviewInstead name={name}>{t('preview.stopped')}</PreviewInstead>;
  if (failure === 'format') return <PreviewInstead name={name}>{t(`preview.${kind}Failed`)}</PreviewInstead>;
  const shared = {
    src: preview.url,
    controls: true,
    preload: 'metadata',
    'aria-label': displayName(name),
    onError: ({ currentTarget }: SyntheticEvent<HTMLMediaElement>) => {
      const isLost = currentTarget.error?.code === MediaError.MEDIA_ERR_NETWORK;
      setFailure(isLost ? 'connection' : 'format');
    },
  } as const;
  return kind === 'video' ? (
    <video className={styles.video} {...shared} />
  ) : (
    <audio className={styles.audio} {...shared} />
  );
}
