import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  ProgressBar,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '../../../shared/domain/object.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { errorTextInList } from '../../ui/errorText.ts';
import { NameList } from '../../ui/NameList.tsx';
import { useDangerButton } from '../../ui/useDangerButton.ts';
import { confirmLabel, countingText, outcomeTitle, progressText, question } from './deletingWords.ts';
import { useDeletion } from './useDeletion.ts';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    fontVariantNumeric: 'tabular-nums',
  },
});

function Failures({ operation, basePrefix }: { readonly operation: Operation; readonly basePrefix: string }) {
  const { t } = useTranslation('deleting');
  return (
    <NameList
      items={operation.failures}
      totalCount={operation.failureCount}
      label={t('failures')}
      itemKey={({ key }) => key}
    >
      {({ key, error }) => (
        <>
          <Text size={200} weight="semibold">
            <bdi>{displayName(key.startsWith(basePrefix) ? key.slice(basePrefix.length) : key)}</bdi>
          </Text>
          <br />
          {errorTextInList(error)}
        </>
      )}
    </NameList>
  );
}

type Props = {
  readonly selection: Selection;
  /** Told when the dialog is done with, and whether anything was deleted. */
  readonly onClose: (deletedSomething: boolean) => void;
};

/** Counts what a selection holds, asks, deletes it for good and tells what could not be deleted. */
export function DeleteDialog({ selection, onClose }: Props) {
  const styles = useStyles();
  const dangerButton = useDangerButton();
  const { t } = useTranslation('deleting');
  const { phase, operation, error, confirm, retry, cancel } = useDeletion(selection, onClose);
  const cancelId = useId();
  // The button that was pressed is gone when the deletion starts; without this the focus would be nowhere.
  useEffect(() => {
    if (phase === 'deleting') document.getElementById(cancelId)?.focus();
  }, [phase, cancelId]);
  const measured = phase === 'asking' ? operation : undefined;
  const nothing = measured?.fileCount === 0;
  const ended = phase === 'ended';
  const title =
    phase === 'deleting'
      ? t('deleting')
      : ended && operation !== undefined
        ? outcomeTitle(operation)
        : question(selection, measured);
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && cancel()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {phase === 'measuring' && error === undefined && (
              <>
                <Text>{operation === undefined ? t('countingStarts') : countingText(operation)}</Text>
                <ProgressBar aria-label={t('countingStarts')} />
              </>
            )}
            {phase === 'asking' && !nothing && <Text>{t('forGood')}</Text>}
            {phase === 'deleting' && error === undefined && (
              <>
                <Text>{operation === undefined ? t('deletingStarts') : progressText(operation)}</Text>
                <ProgressBar
                  aria-label={t('deleting')}
                  {...(operation === undefined || operation.fileCount === 0
                    ? {}
                    : { value: operation.doneCount / operation.fileCount })}
                />
              </>
            )}
            {ended && operation !== undefined && <Text>{progressText(operation)}</Text>}
            {ended && operation !== undefined && operation.failures.length > 0 && (
              <Failures operation={operation} basePrefix={selection.basePrefix} />
            )}
            {error !== undefined && <ErrorMessage compact error={error} onAction={retry} />}
          </DialogContent>
          <DialogActions fluid>
            <Button id={cancelId} onClick={cancel}>
              {ended || nothing ? t('close') : phase === 'deleting' ? t('stop') : t('cancel')}
            </Button>
            {(phase === 'measuring' || phase === 'asking') && !nothing && (
              <Button
                appearance="primary"
                className={phase === 'asking' ? dangerButton : undefined}
                disabledFocusable={phase === 'measuring'}
                onClick={confirm}
              >
                {confirmLabel(measured)}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
