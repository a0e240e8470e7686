import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  part: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  first: { flexShrink: 0, maxWidth: '100%' },
});

type Props = {
  /** How the account stands. */
  readonly first?: string | undefined;
  /** Who it is, which may be cut. */
  readonly rest: string;
};

/** The line below an account's name. Each part has its own direction, so that what has no room is cut at its end. */
export function SecondLine({ first, rest }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  return (
    <span className={styles.line}>
      {first !== undefined && (
        <span className={`${styles.part} ${styles.first}`}>{t('lineStart', { first })}</span>
      )}{' '}
      <span dir="auto" className={styles.part}>
        {rest}
      </span>
    </span>
  );
}
