import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '../../../shared/domain/object.ts';
import { request } from '../../ipc/client.ts';
import { announce } from '../../ui/announce.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { formatCount, formatExactSize, formatSize } from '../../ui/format.ts';
import { type OperationRun, type OperationState, runOperation } from '../deleting/runOperation.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
  },
  sum: { fontVariantNumeric: 'tabular-nums' },
});

function giveUp(run: OperationRun | null): void {
  run?.detach();
  run?.cancel().catch((thrown: unknown) => console.warn('Counting could not be stopped', thrown));
}

type Props = {
  readonly label: string;
  /** Changes when it is about something else, so that what was counted is forgotten. */
  readonly subject: unknown;
  /** What is counted, asked when the counting begins. */
  readonly selection: () => Selection;
};

/** Counts the files in folders and their size when it is asked to, and stops when it is left. */
export function SizeCount({ label, subject, selection }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const [state, setState] = useState<OperationState>();
  const run = useRef<OperationRun>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another subject ends the counting of the one before
  useEffect(
    () => () => {
      giveUp(run.current);
      run.current = null;
      setState(undefined);
    },
    [subject],
  );

  const sumOf = ({ fileCount, sizeBytes }: { readonly fileCount: number; readonly sizeBytes: number }) =>
    t('many.files', { count: fileCount, shown: formatCount(fileCount), size: formatSize(sizeBytes) });
  const start = () => {
    run.current?.detach();
    setState({ kind: 'starting' });
    run.current = runOperation(
      () => request('selection.measure', selection()),
      (next) => {
        setState(next);
        if (next.kind !== 'known' || next.operation.status === 'running') return;
        run.current?.detach();
        run.current = null;
        if (next.operation.status === 'done') announce(sumOf(next.operation));
      },
    );
  };
  const stop = () => {
    giveUp(run.current);
    run.current = null;
    setState(undefined);
  };

  const operation = state?.kind === 'known' ? state.operation : undefined;
  const error = state?.kind === 'failed' ? state.error : operation?.error;
  if (error !== undefined) return <ErrorMessage compact error={error} onAction={start} />;
  if (operation?.status === 'done') {
    return (
      <div className={styles.row}>
        <Text size={200}>{label}</Text>
        <Text className={styles.sum} title={formatExactSize(operation.sizeBytes)}>
          {sumOf(operation)}
        </Text>
      </div>
    );
  }
  if (state === undefined || operation?.status === 'cancelled' || operation?.status === 'failed') {
    return (
      <div className={styles.row}>
        <Text size={200}>{label}</Text>
        <Button size="small" onClick={start}>
          {t('count.start')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.row}>
      <Text size={200} className={styles.sum}>
        {operation === undefined ? t('count.counting') : t('count.soFar', { sum: sumOf(operation) })}
      </Text>
      <Button size="small" onClick={stop}>
        {t('count.stop')}
      </Button>
    </div>
  );
}
