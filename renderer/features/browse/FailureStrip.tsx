import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';

const useStyles = makeStyles({
  strip: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  message: { flexGrow: 1, minWidth: 0 },
});

type Props = {
  readonly error: AppError;
  readonly onRetry: () => void;
  /** Without it the strip stays until what failed has worked. */
  readonly onDismiss?: () => void;
};

/** A failure that belongs to no row, above the list, which stays usable. */
export function FailureStrip({ error, onRetry, onDismiss }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('common');
  return (
    <div className={styles.strip}>
      <div className={styles.message}>
        <ErrorMessage compact error={error} onAction={onRetry} />
      </div>
      {onDismiss !== undefined && (
        <Button appearance="subtle" icon={<DismissRegular />} aria-label={t('dismiss')} onClick={onDismiss} />
      )}
    </div>
  );
}
