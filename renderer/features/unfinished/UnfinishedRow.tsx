import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckboxCheckedFilled, CheckboxUncheckedRegular } from '@fluentui/react-icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnfinishedUpload } from '../../../shared/domain/transfer.ts';
import { FileIcon } from '../../ui/FileIcon.tsx';
import { formatFullDate, formatRelativeDate } from '../../ui/format.ts';
import { PathName } from '../../ui/PathName.tsx';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: `${tokens.spacingHorizontalXXL} minmax(120px, 3fr) minmax(96px, 2fr)`,
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    height: '100%',
    paddingInline: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  check: { display: 'flex', fontSize: tokens.fontSizeBase500, color: tokens.colorNeutralForeground3 },
  checked: { color: tokens.colorCompoundBrandForeground1 },
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  started: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
});

type Props = {
  readonly upload: UnfinishedUpload;
  readonly nowMs: number;
  readonly canSelect: boolean;
  readonly isSelected: boolean;
};

/** One upload that was never finished: its name, and when it was begun or that a transfer here goes on with it. */
export const UnfinishedRow = memo(function UnfinishedRow({ upload, nowMs, canSelect, isSelected }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('unfinished');
  const { key, startedAtMs, isInUse } = upload;
  return (
    <div className={styles.row}>
      <span aria-hidden className={mergeClasses(styles.check, isSelected && styles.checked)}>
        {canSelect && !isInUse && (isSelected ? <CheckboxCheckedFilled /> : <CheckboxUncheckedRegular />)}
      </span>
      <span className={styles.name}>
        <FileIcon entry={{ kind: 'file', name: key }} />
        <PathName name={key} />
      </span>
      <span className={styles.started} title={isInUse ? t('inUse') : formatFullDate(startedAtMs)}>
        {isInUse ? t('inUse') : t('started', { date: formatRelativeDate(startedAtMs, nowMs) })}
      </span>
    </div>
  );
});
