import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { TransferJob, TransferRow } from '../../../shared/domain/transfer.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { formatExactSize, formatFullDate } from '../../ui/format.ts';
import { fileStateText } from './fileWords.ts';

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    flexShrink: 0,
    maxHeight: '40%',
    overflowY: 'auto',
    padding: tokens.spacingVerticalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  facts: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    flexGrow: 1,
    minWidth: 0,
    overflowWrap: 'anywhere',
    userSelect: 'text',
    fontVariantNumeric: 'tabular-nums',
  },
  secondary: { color: tokens.colorNeutralForeground2 },
});

type Props = { readonly job: TransferJob; readonly row: TransferRow; readonly onClose: () => void };

/** All that is known of one file of a job: its whole name, why it failed, what it was compared by. */
export function JobFileDetails({ job, row, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('jobFiles');
  const name = displayName(row.name);
  const facts = [
    row.kind === 'folder' ? t('emptyFolder') : formatExactSize(row.sizeBytes),
    row.renamedTo === undefined ? undefined : t('renamedTo', { name: displayName(row.renamedTo) }),
    row.checksum === undefined ? undefined : t('checksum', { checksum: row.checksum }),
    row.endedAtMs === undefined ? undefined : t('ended', { date: formatFullDate(row.endedAtMs) }),
  ].filter((fact) => fact !== undefined);
  return (
    <section className={styles.pane} aria-label={t('details', { name })}>
      <div className={styles.facts}>
        <Text weight="semibold">{name}</Text>
        {row.error === undefined ? (
          <Text>{fileStateText(row)}</Text>
        ) : (
          <ErrorMessage key={row.itemId} compact owner={job} error={row.error} />
        )}
        {facts.map((fact) => (
          <Text key={fact} size={200} className={styles.secondary}>
            {fact}
          </Text>
        ))}
      </div>
      <Button
        appearance="subtle"
        size="small"
        icon={<DismissRegular />}
        aria-label={t('hideDetails')}
        onClick={onClose}
      />
    </section>
  );
}
