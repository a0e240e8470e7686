import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { formatCount } from '../../ui/format.ts';
import { requestForJobs } from './bulkRequest.ts';
import type { BulkOffer, JobGroupKind } from './jobGroups.ts';
import { useJobAction } from './useJobAction.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexShrink: 0, maxWidth: '100%' },
  // The words beside them give way, so that the buttons stay in one row.
  buttons: { display: 'flex', justifyContent: 'flex-end', gap: tokens.spacingHorizontalXXS },
  button: { minWidth: 'auto', whiteSpace: 'nowrap' },
});

type Props = {
  readonly offers: readonly BulkOffer[];
  /** The group they are for; all jobs where it is missing. */
  readonly group?: JobGroupKind;
};

/** What can be done with several jobs at once; more than one is cancelled only after a question. */
export function BulkButtons({ offers, group }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const { run, error } = useJobAction();
  const [toCancel, setToCancel] = useState<readonly string[]>();
  const press = ({ action, jobIds }: BulkOffer) => {
    if (action === 'cancel' && jobIds.length > 1) setToCancel(jobIds);
    else run(() => requestForJobs(action, jobIds));
  };
  const count = toCancel?.length ?? 0;
  const shown = formatCount(count);
  const label = ({ action }: BulkOffer) =>
    group === undefined && action !== 'cancel' ? t(`panel.${action}`) : t(`bulk.${action}`);
  return (
    <div className={styles.root}>
      {error !== undefined && <ErrorMessage compact error={error} />}
      <div className={styles.buttons}>
        {offers.map((offer) => (
          <Button
            key={offer.action}
            size="small"
            appearance="subtle"
            className={styles.button}
            aria-label={
              group === undefined
                ? undefined
                : t('group.action', { action: label(offer), group: t(`group.${group}`) })
            }
            onClick={() => press(offer)}
          >
            {label(offer)}
          </Button>
        ))}
      </div>
      <ConfirmDialog
        open={toCancel !== undefined}
        title={t('cancelAll.title', { count, shown })}
        confirmLabel={t('cancelAll.confirm', { count, shown })}
        cancelLabel={t('cancelAll.keep')}
        onConfirm={() => {
          if (toCancel !== undefined) run(() => requestForJobs('cancel', toCancel));
          setToCancel(undefined);
        }}
        onCancel={() => setToCancel(undefined)}
      >
        {t('cancelAll.text')}
      </ConfirmDialog>
    </div>
  );
}
