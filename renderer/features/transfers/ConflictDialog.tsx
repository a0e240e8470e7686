import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict, ConflictAnswer, TransferJob } from '../../../shared/domain/transfer.ts';
import { request } from '../../ipc/client.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { formatCount } from '../../ui/format.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useIsClosing } from '../closing/closingState.ts';
import { postponeConflict, usePostponedConflicts } from './conflictState.ts';
import { FileFacts } from './FileFacts.tsx';
import { useTransfers } from './transfersStore.ts';
import { conflictPlace } from './transferWords.ts';
import { useJobAction } from './useJobAction.ts';

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    overflowWrap: 'anywhere',
  },
  title: { overflowWrap: 'anywhere' },
  answer: { minWidth: 'auto', whiteSpace: 'nowrap' },
  files: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: tokens.spacingHorizontalM },
});

type QuestionProps = {
  readonly job: TransferJob;
  readonly conflict: Conflict;
  readonly safeAnswerId: string;
};

function Question({ job, conflict, safeAnswerId }: QuestionProps) {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const { run, error } = useJobAction();
  const [forAll, setForAll] = useState(false);
  const { name, existing, incoming } = conflict;
  const others = job.fileCount - job.doneCount - job.skippedCount - job.failedCount - 1;
  const places = [t('conflict.cloud'), t('conflict.computer')] as const;
  const [existingPlace, incomingPlace] = job.kind === 'upload' ? places : [places[1], places[0]];
  const answer = (choice: ConflictAnswer) =>
    run(() =>
      request('transfer.answerConflict', {
        jobId: job.id,
        itemId: conflict.itemId,
        answer: choice,
        applyToAll: forAll,
      }),
    );
  return (
    <DialogBody>
      <DialogTitle className={styles.title}>
        {t('conflict.title', { name: displayName(name.slice(name.lastIndexOf('/') + 1)) })}
      </DialogTitle>
      <DialogContent className={styles.content}>
        <Text>{t('conflict.text', { target: conflictPlace(job, name) })}</Text>
        <div className={styles.files}>
          <FileFacts
            heading={t('conflict.existing')}
            place={existingPlace}
            name={name}
            facts={existing}
            newer={existing.modifiedAtMs > incoming.modifiedAtMs}
          />
          <FileFacts
            heading={t('conflict.incoming')}
            place={incomingPlace}
            name={name}
            facts={incoming}
            newer={incoming.modifiedAtMs > existing.modifiedAtMs}
          />
        </div>
        {others > 0 && (
          <Checkbox
            checked={forAll}
            onChange={(_, data) => setForAll(data.checked === true)}
            label={t('conflict.forOthers', { count: others, shown: formatCount(others) })}
          />
        )}
        {error !== undefined && <ErrorMessage compact error={error} />}
      </DialogContent>
      <DialogActions fluid>
        <Button appearance="subtle" className={styles.answer} onClick={() => postponeConflict(job.id)}>
          {t('conflict.later')}
        </Button>
        <Button className={styles.answer} onClick={() => answer('skip')}>
          {t('conflict.skip')}
        </Button>
        <Tooltip content={t('conflict.onlyIfNewerHint')} relationship="description">
          <Button className={styles.answer} onClick={() => answer('onlyIfNewer')}>
            {t('conflict.onlyIfNewer')}
          </Button>
        </Tooltip>
        <Button className={styles.answer} onClick={() => answer('replace')}>
          {t('conflict.replace')}
        </Button>
        <Button
          id={safeAnswerId}
          appearance="primary"
          className={styles.answer}
          onClick={() => answer('keepBoth')}
        >
          {t('conflict.keepBoth')}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}

/** Asks about a file whose name is taken, one question at a time; mounted once, it opens by itself. */
export function ConflictDialog() {
  const { jobs } = useTransfers();
  const postponed = usePostponedConflicts();
  const isClosing = useIsClosing();
  const asking = jobs.find((job) => job.conflict !== undefined && !postponed.has(job.id));
  const conflict = asking?.conflict;
  const questionId = conflict === undefined ? undefined : `${asking?.id} ${conflict.itemId}`;
  // The dialog itself would begin at its first field; this runs after it.
  const safeAnswerId = useId();
  useEffect(() => {
    if (questionId !== undefined && !isClosing) document.getElementById(safeAnswerId)?.focus();
  }, [questionId, safeAnswerId, isClosing]);
  // The question of a window that closes comes first; this one would lie over it.
  if (isClosing || asking === undefined || conflict === undefined) return null;
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && postponeConflict(asking.id)}>
      <DialogSurface>
        <Question key={questionId} job={asking} conflict={conflict} safeAnswerId={safeAnswerId} />
      </DialogSurface>
    </Dialog>
  );
}
