import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ZoomFitRegular, ZoomInRegular, ZoomOutRegular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../shared/domain/preview.ts';
import { displayName } from '../../ui/displayName.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { PreviewBar } from './PreviewBar.tsx';
import { PreviewInstead } from './PreviewInstead.tsx';
import { maxScale } from './pictureView.ts';
import { usePreviewPlace } from './previewPlace.ts';
import { usePictureZoom } from './usePictureZoom.ts';

const useStyles = makeStyles({
  box: {
    overflow: 'hidden',
    touchAction: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  largeBox: { flexGrow: 1, minHeight: 0 },
  enlarged: { cursor: 'grab' },
  picture: { display: 'block', width: '100%', maxHeight: '320px', objectFit: 'contain' },
  largePicture: { height: '100%', maxHeight: 'none' },
});

type Props = { readonly preview: Preview; readonly name: string };

/** A picture, fitted into its place, that can be enlarged and moved. */
export function ImagePreview({ preview, name }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { isLarge } = usePreviewPlace();
  const [failed, setFailed] = useState(false);
  const { box, view, isEnlarged, zoomIn, zoomOut, showAll, handlers } = usePictureZoom();
  if (failed) return <PreviewInstead name={name}>{t('preview.pictureFailed')}</PreviewInstead>;
  const button = (label: string, icon: ReactElement, isPossible: boolean, onClick: () => void) => (
    <Tooltip content={label} relationship="label">
      <Button
        size="small"
        appearance="subtle"
        icon={icon}
        disabledFocusable={!isPossible}
        onClick={onClick}
      />
    </Tooltip>
  );
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form */}
      <div
        ref={box}
        role="group"
        aria-label={t('picture.zoom')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys enlarge and move the picture
        tabIndex={0}
        className={mergeClasses(styles.box, isLarge && styles.largeBox, isEnlarged && styles.enlarged)}
        {...handlers}
      >
        <img
          className={mergeClasses(styles.picture, isLarge && styles.largePicture)}
          style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
          src={preview.url}
          alt={t('preview.picture', { name: displayName(name) })}
          draggable={false}
          onError={() => setFailed(true)}
        />
      </div>
      <PreviewBar>
        {button(t('picture.zoomOut'), <ZoomOutRegular />, isEnlarged, zoomOut)}
        {button(t('picture.zoomIn'), <ZoomInRegular />, view.scale < maxScale, zoomIn)}
        {button(t('picture.fit'), <ZoomFitRegular />, isEnlarged, showAll)}
      </PreviewBar>
    </>
  );
}
