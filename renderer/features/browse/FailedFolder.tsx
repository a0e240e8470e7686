import { makeStyles } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { errorHint } from '../../ui/errorText.ts';

const useStyles = makeStyles({
  centred: { display: 'flex', alignItems: 'center', justifyContent: 'center', height: '100%' },
  denied: { height: '100%' },
});

/** A folder that could not be listed at all: what happened, in the place where its files would be. */
export function FailedFolder(props: {
  readonly name: string;
  readonly error: AppError;
  readonly onRetry: () => void;
}) {
  const { name, error, onRetry } = props;
  const styles = useStyles();
  const { t } = useTranslation('browse');
  if (error.code === 'access.denied') {
    return (
      <div role="alert" className={styles.denied}>
        <EmptyState
          icon={<LockClosedRegular />}
          title={t('denied.title', { place: name })}
          text={errorHint(error)}
        />
      </div>
    );
  }
  return (
    <div className={styles.centred}>
      <ErrorMessage error={error} onAction={onRetry} />
    </div>
  );
}
