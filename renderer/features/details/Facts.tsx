import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  facts: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    marginBottom: tokens.spacingVerticalS,
  },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    columnGap: tokens.spacingHorizontalL,
    alignItems: 'baseline',
    // The two cells of a pair take part in the grid themselves.
    '> div': { display: 'contents' },
  },
  label: { color: tokens.colorNeutralForeground2 },
  value: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalXS,
    margin: 0,
    fontVariantNumeric: 'tabular-nums',
  },
  text: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere', userSelect: 'text' },
});

/** A list of facts about one thing: in two columns, or one below the other where the values are long. */
export function Facts({
  children,
  columns = false,
}: {
  readonly children: ReactNode;
  readonly columns?: boolean;
}) {
  const styles = useStyles();
  return <dl className={mergeClasses(styles.facts, columns && styles.columns)}>{children}</dl>;
}

type FactProps = {
  readonly label: string;
  /** What is known; a fact without a value is not shown. */
  readonly children: string | undefined;
  /** The longer form, shown on hover. */
  readonly hover?: string;
  readonly action?: ReactNode;
};

/** One fact: its plain name and its value. */
export function Fact({ label, children, hover, action }: FactProps) {
  const styles = useStyles();
  if (children === undefined || children === '') return null;
  return (
    <div>
      <dt className={styles.label}>
        <Text size={200}>{label}</Text>
      </dt>
      <dd className={styles.value}>
        <Text className={styles.text} {...(hover === undefined ? {} : { title: hover })}>
          {/* A key or an address runs its own way, also in a window that runs the other one. */}
          <bdi>{children}</bdi>
        </Text>
        {action}
      </dd>
    </div>
  );
}
