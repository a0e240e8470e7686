import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '../../../shared/domain/transfer.ts';
import { FileIcon } from '../../ui/FileIcon.tsx';
import { formatFullDate, formatRelativeDate, formatSize } from '../../ui/format.ts';

const useStyles = makeStyles({
  file: {
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    minWidth: 0,
    padding: tokens.spacingVerticalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontVariantNumeric: 'tabular-nums',
  },
  facts: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalXS,
  },
});

type FileFactsProps = {
  readonly heading: string;
  readonly place: string;
  readonly name: string;
  readonly facts: Conflict['existing'];
  readonly newer: boolean;
};

/** One side of the comparison of two files with one name. */
export function FileFacts({ heading, place, name, facts, newer }: FileFactsProps) {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  return (
    <section className={styles.file} aria-label={heading}>
      <FileIcon entry={{ kind: 'file', name }} size="large" />
      <div className={styles.facts}>
        <Text weight="semibold">{heading}</Text>
        <Text size={200}>{place}</Text>
        <Text>{formatSize(facts.sizeBytes)}</Text>
        {facts.modifiedAtMs > 0 && (
          <Text title={formatFullDate(facts.modifiedAtMs)}>
            {formatRelativeDate(facts.modifiedAtMs, Date.now())}
          </Text>
        )}
        {newer && <Badge appearance="tint">{t('conflict.newer')}</Badge>}
      </div>
    </section>
  );
}
