import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalS,
    minHeight: '100%',
    padding: tokens.spacingVerticalXXL,
    boxSizing: 'border-box',
    textAlign: 'center',
  },
  icon: { display: 'flex', fontSize: tokens.fontSizeHero1000, color: tokens.colorNeutralForeground3 },
  title: { overflowWrap: 'anywhere' },
  text: { color: tokens.colorNeutralForeground2, textWrap: 'balance', overflowWrap: 'anywhere' },
  action: { marginTop: tokens.spacingVerticalS },
});

type Props = {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
};

/** What a list or a pane shows when there is nothing in it: one icon, one sentence, one button. */
export function EmptyState({ icon, title, text, action }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Text weight="semibold" align="center" className={styles.title}>
        {title}
      </Text>
      {text !== undefined && (
        <Text align="center" className={styles.text}>
          {text}
        </Text>
      )}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
