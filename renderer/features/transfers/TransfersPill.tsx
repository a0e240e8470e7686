import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import {
  ArrowSortRegular,
  CheckmarkCircleRegular,
  CloudOffRegular,
  ErrorCircleRegular,
  PauseCircleRegular,
  QuestionCircleRegular,
  SubtractCircleRegular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SteppedBar } from '../../ui/SteppedBar.tsx';
import { setTransfersPanelOpen, transfersPillId, useTransfersPanelOpen } from './panelState.ts';
import { useTransfers } from './transfersStore.ts';
import { type PillWords, pillWords } from './transferWords.ts';

const useStyles = makeStyles({
  pill: {
    fontWeight: tokens.fontWeightRegular,
    minWidth: 0,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
  bar: { width: '64px', marginInlineStart: tokens.spacingHorizontalS },
  question: { color: tokens.colorStatusWarningForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  cancelled: { color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  offline: { color: tokens.colorNeutralForeground3 },
  paused: { color: tokens.colorNeutralForeground3 },
  idle: {},
  going: { color: tokens.colorBrandForeground1 },
});

function toneIcon(tone: PillWords['tone']): ReactElement {
  if (tone === 'question') return <QuestionCircleRegular />;
  if (tone === 'failed') return <ErrorCircleRegular />;
  if (tone === 'offline') return <CloudOffRegular />;
  if (tone === 'paused') return <PauseCircleRegular />;
  if (tone === 'cancelled') return <SubtractCircleRegular />;
  if (tone === 'done') return <CheckmarkCircleRegular />;
  return <ArrowSortRegular />;
}

/** The status bar's right end: how all transfers stand, in a few words; opens and closes the panel. */
export function TransfersPill() {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const snapshot = useTransfers();
  const open = useTransfersPanelOpen();
  const { tone, text } = pillWords(snapshot);
  const { sizeBytes, doneBytes, goingJobCount } = snapshot.total;
  return (
    <Button
      id={transfersPillId}
      appearance="subtle"
      size="small"
      className={styles.pill}
      icon={{ className: styles[tone], children: toneIcon(tone) }}
      aria-expanded={open}
      onClick={() => setTransfersPanelOpen(!open)}
    >
      <Text size={200}>{tone === 'idle' ? text : t('pill.named', { text })}</Text>
      {goingJobCount > 0 && sizeBytes > 0 && (
        <SteppedBar aria-hidden className={styles.bar} value={Math.min(1, doneBytes / sizeBytes)} />
      )}
    </Button>
  );
}
