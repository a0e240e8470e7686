import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { FullScreenMaximizeRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { usePreviewPlace } from './previewPlace.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    flexShrink: 0,
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
  },
  enlarge: { marginInlineStart: 'auto' },
});

/** What can be done with a preview, below it; at its end, in the pane, the button that shows it large. */
export function PreviewBar({ children }: { readonly children?: ReactNode }) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { onEnlarge } = usePreviewPlace();
  return (
    <div className={styles.bar}>
      {children}
      {onEnlarge !== undefined && (
        <Tooltip content={t('preview.larger')} relationship="label">
          <Button
            size="small"
            appearance="subtle"
            className={styles.enlarge}
            icon={<FullScreenMaximizeRegular />}
            onClick={onEnlarge}
          />
        </Tooltip>
      )}
    </div>
  );
}
