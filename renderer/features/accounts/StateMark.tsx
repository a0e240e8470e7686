import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  CircleRegular,
  ErrorCircleRegular,
  type FluentIcon,
  KeyRegular,
  PersonRegular,
  PlugDisconnectedRegular,
} from '@fluentui/react-icons';
import type { AccountHealth, AccountState } from '../../../shared/domain/account.ts';
import { stateText } from './accountWords.ts';

const icons: Readonly<Record<AccountState, FluentIcon>> = {
  unchecked: CircleRegular,
  works: CheckmarkCircleRegular,
  listDenied: CheckmarkCircleRegular,
  needsSignIn: PersonRegular,
  needsCode: KeyRegular,
  wrongKeys: ErrorCircleRegular,
  unreachable: PlugDisconnectedRegular,
  broken: ErrorCircleRegular,
};

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  mark: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    flexShrink: 0,
    width: tokens.lineHeightBase200,
    height: tokens.lineHeightBase200,
    fontSize: tokens.fontSizeBase400,
  },
  words: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  unchecked: { color: tokens.colorNeutralForeground3 },
  works: { color: tokens.colorStatusSuccessForeground1 },
  listDenied: { color: tokens.colorStatusSuccessForeground1 },
  needsSignIn: { color: tokens.colorStatusWarningForeground1 },
  needsCode: { color: tokens.colorStatusWarningForeground1 },
  wrongKeys: { color: tokens.colorStatusDangerForeground1 },
  unreachable: { color: tokens.colorNeutralForeground2 },
  broken: { color: tokens.colorStatusDangerForeground1 },
});

/** How an account stands, as an icon and in words; while it is checked a small circle turns in the icon's place. */
export function StateMark({ health }: { readonly health: AccountHealth }) {
  const styles = useStyles();
  const Icon = icons[health.state];
  return (
    <span className={styles.root}>
      <span aria-hidden className={mergeClasses(styles.mark, styles[health.state])}>
        {health.isChecking ? <Spinner size="extra-tiny" /> : <Icon />}
      </span>
      <span className={styles.words}>{stateText(health)}</span>
    </span>
  );
}
