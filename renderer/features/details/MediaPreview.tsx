import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../shared/domain/preview.ts';
import { displayName } from '../../ui/displayName.ts';
import { PreviewBar } from './PreviewBar.tsx';
import { PreviewInstead } from './PreviewInstead.tsx';
import { PreviewNote } from './PreviewNote.tsx';
import { usePreviewPlace } from './previewPlace.ts';

const useStyles = makeStyles({
  video: {
    display: 'block',
    width: '100%',
    maxHeight: '320px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  large: { flexGrow: 1, minHeight: 0, height: '0', maxHeight: 'none' },
  audio: { display: 'block', width: '100%' },
});

type Props = { readonly preview: Preview; readonly kind: 'video' | 'audio'; readonly name: string };

/** A movie or a sound with the system's own controls; what stops it, or is missing of it, says so. */
export function MediaPreview({ preview, kind, name }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { isLarge } = usePreviewPlace();
  const [failure, setFailure] = useState<'format' | 'connection'>();
  const [hasNoPicture, setHasNoPicture] = useState(false);
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
  if (kind === 'audio') return <audio className={styles.audio} {...shared} />;
  return (
    <>
      <video
        className={mergeClasses(styles.video, isLarge && styles.large)}
        {...shared}
        // Of a movie whose pictures are in an unknown codec, Chromium plays the sound alone.
        onLoadedMetadata={({ currentTarget }) => setHasNoPicture(currentTarget.videoWidth === 0)}
      />
      {hasNoPicture && <PreviewNote>{t('preview.soundOnly')}</PreviewNote>}
      <PreviewBar />
    </>
  );
}
