import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../shared/domain/preview.ts';
import { displayName } from '../../ui/displayName.ts';
import { PreviewInstead } from './PreviewInstead.tsx';

const useStyles = makeStyles({
  picture: {
    display: 'block',
    width: '100%',
    maxHeight: '320px',
    objectFit: 'contain',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
});

type Props = { readonly preview: Preview; readonly name: string };

/** A picture, fitted into the pane. */
export function ImagePreview({ preview, name }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const [failed, setFailed] = useState(false);
  if (failed) return <PreviewInstead name={name}>{t('preview.pictureFailed')}</PreviewInstead>;
  return (
    <img
      className={styles.picture}
      src={preview.url}
      alt={t('preview.picture', { name: displayName(name) })}
      onError={() => setFailed(true)}
    />
  );
}
