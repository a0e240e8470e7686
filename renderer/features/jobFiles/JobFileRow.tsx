import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { memo } from 'react';
import type { TransferRow } from '../../../shared/domain/transfer.ts';
import { FileIcon } from '../../ui/FileIcon.tsx';
import { PathName } from '../../ui/PathName.tsx';
import { SteppedBar } from '../../ui/SteppedBar.tsx';
import { fileStateText, sizeText } from './fileWords.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, 3fr) 112px minmax(80px, 2fr)',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    height: '100%',
    paddingInline: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  name: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
  },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre' },
  size: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  bar: { marginTop: tokens.spacingVerticalXXS },
  // Text: the first of these colours is too dark for it in the dark theme.
  failed: { color: tokens.colorStatusDangerForeground3 },
});

/** One file of a job: its name, how large it is or how far, and how it stands. */
export const JobFileRow = memo(function JobFileRow({ row }: { readonly row: TransferRow }) {
  const styles = useStyles();
  const state = fileStateText(row);
  const size = sizeText(row);
  const share = row.sizeBytes > 0 ? Math.min(1, (row.doneBytes ?? 0) / row.sizeBytes) : 0;
  return (
    <div className={styles.row}>
      <span className={styles.name}>
        <FileIcon entry={{ kind: row.kind, name: row.name }} />
        <PathName name={row.name} />
      </span>
      <span className={styles.size}>
        {size}
        {row.state === 'moving' && <SteppedBar aria-hidden className={styles.bar} value={share} />}
      </span>
      <span className={mergeClasses(styles.cut, row.state === 'failed' && styles.failed)} title={state}>
        {state}
      </span>
    </div>
  );
});
