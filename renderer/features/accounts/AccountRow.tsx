import {
  Button,
  Link,
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components';
import { memo, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import { displayName } from '../../ui/displayName.ts';
import { errorTitle } from '../../ui/errorText.ts';
import { AccountAvatar } from './AccountAvatar.tsx';
import { AccountFacts } from './AccountFacts.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { useAccountActions } from './accountActions.ts';
import { buttonOf } from './accountFix.ts';
import { isUsable } from './accountHealth.ts';
import { bucketsText, providerText, reasonText, whoText } from './accountWords.ts';
import { ReadOnlyBadge } from './ReadOnlyBadge.tsx';
import { StateMark } from './StateMark.tsx';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalM,
    paddingInline: tokens.spacingHorizontalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    contentVisibility: 'auto',
    containIntrinsicHeight: 'auto 96px',
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    flexGrow: 1,
    minWidth: 0,
  },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  name: { margin: 0, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  fixed: { flexShrink: 0 },
  second: { color: tokens.colorNeutralForeground2 },
  state: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  buckets: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground2,
  },
  error: { overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
  toggle: { fontSize: 'inherit' },
  skeleton: { display: 'flex', alignItems: 'center', height: tokens.lineHeightBase200, width: '240px' },
  actions: { display: 'flex', flexShrink: 0, alignItems: 'center', gap: tokens.spacingHorizontalXS },
  main: { minWidth: '136px' },
});

/** The id of an account's row in the page. */
export function rowIdOf(accountId: string): string {
  return `account-${accountId}`;
}

type Props = {
  readonly account: Account;
  /** True for the account that the window was showing. */
  readonly isOpen: boolean;
  /** True where the keyboard goes when the page opens. */
  readonly isLanding: boolean;
  readonly onOpen: (accountId: string) => void;
};

/** One account of the page. */
export const AccountRow = memo(function AccountRow({ account, isOpen, isLanding, onOpen }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const actions = useAccountActions();
  const [areFactsOpen, setAreFactsOpen] = useState(false);
  const id = useId();
  const { health } = account;
  const name = displayName(account.name);
  const button = buttonOf(account);
  const isFirstCheck = health.isChecking && health.state === 'unchecked';
  const needsWords = ['wrongKeys', 'unreachable', 'broken'].includes(health.state);
  const start = () => {
    if (button === 'open') onOpen(account.id);
    else if (button === 'retry' || button === 'check') actions.check(account.id);
    else actions.fix(button, account);
  };
  const who = whoText(health);
  return (
    <li id={rowIdOf(account.id)} className={styles.row}>
      <AccountAvatar account={account} size={40} hasBadge={false} />
      <div className={styles.words}>
        <div className={styles.line}>
          <Text as="h2" dir="auto" weight="semibold" className={styles.name} id={`${id}-name`} title={name}>
            {name}
          </Text>
          {account.isReadOnly && (
            <span className={styles.fixed}>
              <ReadOnlyBadge />
            </span>
          )}
          {isOpen && (
            <Text size={200} className={mergeClasses(styles.fixed, styles.second)}>
              {t('row.open')}
            </Text>
          )}
        </div>
        {isFirstCheck ? (
          <Skeleton aria-label={t('state.checking')} className={styles.skeleton}>
            <SkeletonItem size={12} />
          </Skeleton>
        ) : (
          <Text
            size={200}
            truncate
            wrap={false}
            className={styles.second}
            title={account.health.identity?.arn}
          >
            {who === undefined
              ? providerText(account)
              : t('row.second', { who, provider: providerText(account) })}
          </Text>
        )}
        <div className={mergeClasses(styles.line, styles.state)}>
          <span className={styles.fixed}>
            <StateMark health={health} />
          </span>
          {isUsable(account) && <span className={styles.buckets}>{bucketsText(health)}</span>}
        </div>
        {health.state === 'unchecked' && account.credentialKind === 'process' && !health.isChecking && (
          <Text size={200} className={styles.error}>
            {t('row.processHint')}
          </Text>
        )}
        {needsWords && health.error !== undefined && (
          <Text size={200} className={styles.error}>
            {reasonText(account)}{' '}
            <Link
              as="button"
              className={styles.toggle}
              aria-expanded={areFactsOpen}
              aria-describedby={`${id}-name`}
              onClick={() => setAreFactsOpen(!areFactsOpen)}
            >
              {t(areFactsOpen ? 'row.hideDetails' : 'row.details')}
            </Link>
          </Text>
        )}
        {account.notice !== undefined && (
          <Text size={200} className={styles.error}>
            {errorTitle(account.notice)}
          </Text>
        )}
        {areFactsOpen && <AccountFacts account={account} />}
      </div>
      <div className={styles.actions}>
        <Button
          className={styles.main}
          {...(isLanding && { 'data-focus-landing': true })}
          aria-describedby={`${id}-name`}
          disabledFocusable={health.isChecking && (button === 'check' || button === 'retry')}
          onClick={start}
        >
          {t(`fix.${button}`)}
        </Button>
        <AccountMenu
          account={account}
          areFactsOpen={areFactsOpen}
          onToggleFacts={() => setAreFactsOpen(!areFactsOpen)}
          onOpen={onOpen}
        />
      </div>
    </li>
  );
});
