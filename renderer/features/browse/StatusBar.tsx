import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useSyncExternalStore } from 'react';
import { frame } from '../../theme.ts';
import { currentConfirmation, subscribeToConfirmations } from '../../ui/confirmation.ts';

const useStyles = makeStyles({
  bar: {
    gridArea: 'status',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    height: `${frame.statusBarHeight}px`,
    paddingInline: `${tokens.spacingHorizontalXL} ${tokens.spacingHorizontalS}`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

/** The line at the bottom: what was just done, else what is here or selected, and how the transfers go. */
export function StatusBar({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  const styles = useStyles();
  const confirmation = useSyncExternalStore(subscribeToConfirmations, currentConfirmation);
  return (
    <footer className={styles.bar}>
      <span className={styles.text}>{confirmation ?? text}</span>
      {children}
    </footer>
  );
}
