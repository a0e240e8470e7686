import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowSortRegular, ChevronDownRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../ipc/client.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { isActive } from './createTransfersStore.ts';
import { JobList } from './JobList.tsx';
import { setTransfersPanelOpen, transfersPillId, useTransfersPanelOpen } from './panelState.ts';
import { useJobIds, useTransfers, useTransfersStatus } from './transfersStore.ts';
import { totalText } from './transferWords.ts';
import { useJobAction } from './useJobAction.ts';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    flexShrink: 0,
    maxHeight: '45vh',
    overflow: 'hidden',
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (prefers-reduced-motion: no-preference)': {
      animationDuration: tokens.durationFast,
      animationTimingFunction: tokens.curveDecelerateMid,
      animationName: { from: { transform: 'translateY(24px)', opacity: 0 }, to: { opacity: 1 } },
    },
  },
  header: {
    display: 'flex',
    alignItems: 'center',
    flexShrink: 0,
    gap: tokens.spacingHorizontalM,
    minHeight: '40px',
    paddingInline: tokens.spacingHorizontalL,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0, fontSize: 'inherit' },
  total: {
    flexGrow: 1,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
  },
});

function Total() {
  const styles = useStyles();
  return (
    <Text size={200} truncate wrap={false} className={styles.total}>
      {totalText(useTransfers())}
    </Text>
  );
}

function ClearFinished() {
  const { t } = useTranslation('transfers');
  const { jobs } = useTransfers();
  const { run, error } = useJobAction();
  if (jobs.every(isActive)) return null;
  return (
    <>
      {error !== undefined && <ErrorMessage compact error={error} />}
      <Button size="small" appearance="subtle" onClick={() => run(() => request('transfer.clear', {}))}>
        {t('panel.clearFinished')}
      </Button>
    </>
  );
}

function PanelBody(): ReactNode {
  const { t } = useTranslation('transfers');
  const ids = useJobIds();
  const { status, error, reload } = useTransfersStatus();
  if (status === 'loading') return <SkeletonRows count={2} label={t('panel.loading')} />;
  if (status === 'failed' && error !== undefined) return <ErrorMessage error={error} onAction={reload} />;
  if (ids.length > 0) return <JobList ids={ids} />;
  return <EmptyState icon={<ArrowSortRegular />} title={t('panel.emptyTitle')} text={t('panel.emptyText')} />;
}

/** All transfers; stands between the list and the status bar and takes its room from the list, so it covers nothing. */
export function TransfersPanel() {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const open = useTransfersPanelOpen();
  if (!open) return null;
  const close = () => {
    setTransfersPanelOpen(false);
    document.getElementById(transfersPillId)?.focus();
  };
  return (
    <section
      aria-label={t('transfers')}
      className={styles.panel}
      data-keeps-focus
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <div className={styles.header}>
        <h2 className={styles.title}>
          <Text weight="semibold">{t('transfers')}</Text>
        </h2>
        <Total />
        <ClearFinished />
        <Tooltip content={t('panel.close')} relationship="label">
          <Button
            data-focus-landing
            size="small"
            appearance="subtle"
            icon={<ChevronDownRegular />}
            onClick={close}
          />
        </Tooltip>
      </div>
      <PanelBody />
    </section>
  );
}
