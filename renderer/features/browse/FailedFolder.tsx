import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DatabaseRegular, LockClosedRegular, PlugDisconnectedRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorDetails } from '../../ui/ErrorDetails.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { type ErrorFix, useErrorButton } from '../../ui/errorFix.ts';
import { errorHint, errorTitle } from '../../ui/errorText.ts';

const useStyles = makeStyles({
  centred: { display: 'flex', alignItems: 'center', justifyContent: 'center', height: '100%' },
  whole: { height: '100%' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalS,
    maxWidth: '100%',
  },
});

type Props = {
  readonly name: string;
  readonly error: AppError;
  readonly onRetry: () => void;
  /** Goes to what there is instead, where a bucket is not there. */
  readonly onAllBuckets?: () => void;
  /** Takes a bucket that is not there off the list, where it was added by its name. */
  readonly onForget?: (() => void) | undefined;
};

/** A folder that could not be listed at all: what happened, in the place where its files would be. */
export function FailedFolder({ name, error, onRetry, onAllBuckets, onForget }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('browse');
  if (error.code === 'access.denied') {
    return (
      <Whole
        icon={<LockClosedRegular />}
        title={t('denied.title', { place: name })}
        error={error}
        onRetry={onRetry}
      />
    );
  }
  if (error.code === 'bucket.notFound' && onAllBuckets !== undefined) {
    return (
      <Whole
        icon={<DatabaseRegular />}
        title={errorTitle(error)}
        error={error}
        onRetry={onRetry}
        main={{ label: t('missing.allBuckets'), start: onAllBuckets }}
        other={onForget && { label: t('missing.forget'), start: onForget }}
      />
    );
  }
  if (error.code === 'network.unreachable' || error.code === 'network.lost') {
    return (
      <Whole icon={<PlugDisconnectedRegular />} title={errorTitle(error)} error={error} onRetry={onRetry} />
    );
  }
  return (
    <div className={styles.centred}>
      <ErrorMessage error={error} onAction={onRetry} />
    </div>
  );
}

function Whole(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly error: AppError;
  readonly onRetry: () => void;
  /** What there is to do instead of asking again. */
  readonly main?: ErrorFix;
  readonly other?: ErrorFix | undefined;
}) {
  const { error, other } = props;
  const styles = useStyles();
  const { t } = useTranslation('errors');
  const again = useErrorButton(error, 'shown', props.onRetry, t('actions.retry'));
  const button = props.main ?? again;
  return (
    <div role="alert" className={styles.whole}>
      <EmptyState
        icon={props.icon}
        title={props.title}
        text={errorHint(error)}
        action={
          <div className={styles.actions}>
            {button !== undefined && (
              <Button appearance="primary" onClick={button.start}>
                {button.label}
              </Button>
            )}
            {other !== undefined && <Button onClick={other.start}>{other.label}</Button>}
            <ErrorDetails error={error} isAlone={button === undefined} />
          </div>
        }
      />
    </div>
  );
}
