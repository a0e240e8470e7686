import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from './format.ts';

const shownAtFirst = 3;

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
  item: { overflowWrap: 'anywhere', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  more: { color: tokens.colorNeutralForeground2 },
  button: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
});

type Props<T> = {
  readonly items: readonly T[];
  /** How many there are, where `items` holds only the first of them. */
  readonly totalCount: number;
  readonly label: string;
  readonly itemKey: (item: T) => string;
  readonly children: (item: T) => ReactNode;
};

/** Names with what happened to each: three at first, the rest on request, and how many are not listed at all. */
export function NameList<T>({ items, totalCount, label, itemKey, children }: Props<T>) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, shownAtFirst);
  const hidden = items.length - shownAtFirst;
  const unlisted = totalCount - items.length;
  return (
    <div>
      <ul aria-label={label} className={styles.list}>
        {shown.map((item) => (
          <li key={itemKey(item)} className={styles.item}>
            {children(item)}
          </li>
        ))}
      </ul>
      {(all || hidden <= 0) && unlisted > 0 && (
        <Text size={200} block className={styles.more}>
          {t('list.unlisted', { count: unlisted, shown: formatCount(unlisted) })}
        </Text>
      )}
      {hidden > 0 && (
        <Button
          size="small"
          appearance="transparent"
          className={styles.button}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? t('list.showFewer') : t('list.showMore', { count: hidden, shown: formatCount(hidden) })}
        </Button>
      )}
    </div>
  );
}
