import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowSortRegular, ChevronDownRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { JobFilesDialog } from '../jobFiles/JobFilesDialog.tsx';
import { BulkButtons } from './BulkButtons.tsx';
import { JobList } from './JobList.tsx';
import type { PanelLayout } from './jobGroups.ts';
import { setTransfersPanelOpen, transfersPillId, useTransfersPanelOpen } from './panelState.ts';
import { SpeedLimitButton } from './SpeedLimitButton.tsx';
import { usePanelLayout, useTransfers, useTransfersStatus } from './transfersStore.ts';
import { totalText } from './transferWords.ts';
import { useSettled } from './useSettled.ts';

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
    fontVariantNumeric: 'tabular-nums',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  title: { flexShrink: 0, margin: 0, fontSize: 'inherit', whiteSpace: 'nowrap' },
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

type BodyProps = { readonly layout: PanelLayout; readonly onShowFiles: (jobId: string) => void };

function PanelBody({ layout, onShowFiles }: BodyProps): ReactNode {
  const { t } = useTranslation('transfers');
  const { status, error, reload } = useTransfersStatus();
  if (status === 'loading') return <SkeletonRows count={2} label={t('panel.loading')} />;
  if (status === 'failed' && error !== undefined) return <ErrorMessage error={error} onAction={reload} />;
  if (layout.groups.length > 0) return <JobList groups={layout.groups} onShowFiles={onShowFiles} />;
  return <EmptyState icon={<ArrowSortRegular />} title={t('panel.emptyTitle')} text={t('panel.emptyText')} />;
}

/** All transfers; stands between the list and the status bar and takes its room from the list, so it covers nothing. */
export function TransfersPanel() {
  const open = useTransfersPanelOpen();
  return open ? <OpenPanel /> : null;
}

function OpenPanel() {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const { shown: layout, handlers } = useSettled(usePanelLayout());
  const [filesOf, setFilesOf] = useState<string>();
  const close = () => {
    setTransfersPanelOpen(false);
    document.getElementById(transfersPillId)?.focus();
  };
  return (
    <>
      <section
        aria-label={t('transfers')}
        className={styles.panel}
        data-keeps-focus
        {...handlers}
        onKeyDown={(event) => {
          // Menus and dialogs of the panel stand elsewhere in the page and have an Escape of their own.
          const isOwn = event.target instanceof Node && event.currentTarget.contains(event.target);
          if (event.key === 'Escape' && isOwn) close();
        }}
      >
        <div className={styles.header}>
          <h2 className={styles.title}>
            <Text weight="semibold">{t('transfers')}</Text>
          </h2>
          <Total />
          <SpeedLimitButton />
          <BulkButtons offers={layout.offers} />
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
        <PanelBody layout={layout} onShowFiles={setFilesOf} />
      </section>
      {filesOf !== undefined && <JobFilesDialog jobId={filesOf} onClose={() => setFilesOf(undefined)} />}
    </>
  );
}
