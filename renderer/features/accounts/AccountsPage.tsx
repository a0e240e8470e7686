import { Button, makeStyles, SearchBox, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { AddRegular, ArrowClockwiseRegular, SettingsRegular } from '@fluentui/react-icons';
import { useDeferredValue, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, AccountsSnapshot } from '../../../shared/domain/account.ts';
import { frame } from '../../theme.ts';
import { announce } from '../../ui/announce.ts';
import { focusContent, isFocusFree } from '../../ui/focusKeeper.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { BackIcon } from '../../ui/turnedIcons.tsx';
import { FailureStrip } from '../browse/FailureStrip.tsx';
import { StatusBar } from '../browse/StatusBar.tsx';
import { WindowFrame } from '../browse/WindowFrame.tsx';
import { commandShortcut } from '../commands/commandWords.ts';
import { TransfersPanel } from '../transfers/TransfersPanel.tsx';
import { TransfersPill } from '../transfers/TransfersPill.tsx';
import { WaysToBegin } from '../welcome/WaysToBegin.tsx';
import { WelcomeHead } from '../welcome/WelcomeHead.tsx';
import { AccountRow, rowIdOf } from './AccountRow.tsx';
import { useAccountActions } from './accountActions.ts';
import { canAddAccounts } from './accountHealth.ts';
import { searchAccounts } from './accountSearch.ts';
import { ConfigProblems } from './ConfigProblems.tsx';
import { useAccountKeys } from './useAccountKeys.ts';
import { useEscapeToLeave } from './useEscapeToLeave.ts';
import { useSettingsKey } from './useSettingsKey.ts';

/** From how many accounts on a search helps. */
const searchFrom = 9;
const rowsAtOnce = 15;

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    height: `${frame.barHeight}px`,
    paddingInline: tokens.spacingHorizontalM,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
  },
  heading: { flexGrow: 1, minWidth: 0, margin: 0, overflow: 'hidden', textOverflow: 'ellipsis' },
  action: { flexShrink: 0, whiteSpace: 'nowrap', fontWeight: tokens.fontWeightRegular },
  // The rows stay where they are when a scroll bar comes or goes.
  scroll: { flexGrow: 1, minHeight: 0, overflowY: 'auto', scrollbarGutter: 'stable both-edges' },
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    maxWidth: '960px',
    marginInline: 'auto',
    padding: tokens.spacingHorizontalXL,
    boxSizing: 'border-box',
  },
  text: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  search: { width: '100%', maxWidth: '360px' },
  list: {
    display: 'flex',
    flexDirection: 'column',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
});

type Props = {
  readonly snapshot: AccountsSnapshot;
  /** The account to go back to; undefined while none is open. */
  readonly openAccount: Account | undefined;
  /** True before any account was ever opened: the page then welcomes and shows the other ways to begin, too. */
  readonly isFirstStart: boolean;
  readonly onOpen: (accountId: string) => void;
  readonly onBack: () => void;
};

/** All accounts: who each is, what it sees, how it stands, and the one button that uses or mends it. */
export function AccountsPage({ snapshot, openAccount, isFirstStart, onOpen, onBack }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['accounts', 'browse']);
  const actions = useAccountActions();
  const { accounts, problems } = snapshot;
  const [search, setSearch] = useState('');
  const [addedId, setAddedId] = useState<string>();
  const hasSearch = accounts.length >= searchFrom;
  const found = hasSearch ? searchAccounts(accounts, search) : accounts;
  // Rows that are out of sight come after the first paint.
  const shown = useDeferredValue(found, found.slice(0, rowsAtOnce));
  const isAddedShown = shown.some(({ id }) => id === addedId);
  useEffect(() => {
    if (!isAddedShown || addedId === undefined) return;
    document.getElementById(rowIdOf(addedId))?.scrollIntoView({ block: 'nearest' });
    setAddedId(undefined);
  }, [isAddedShown, addedId]);
  const title = t(openAccount === undefined ? 'page.choose' : 'page.title');
  const searchId = useId();

  useEscapeToLeave(openAccount === undefined ? undefined : onBack);
  useSettingsKey(actions.openSettings);
  useAccountKeys(accounts, onOpen, () => document.getElementById(searchId)?.focus());
  useEffect(() => {
    if (isFocusFree()) focusContent();
  }, []);

  return (
    <WindowFrame
      title={title}
      sidebar={null}
      head={
        <div className={styles.bar}>
          {openAccount !== undefined && (
            <Tooltip content={t('page.back')} relationship="label">
              <Button appearance="subtle" icon={<BackIcon />} onClick={onBack} />
            </Tooltip>
          )}
          <Subtitle1 as="span" aria-hidden truncate wrap={false} className={styles.heading}>
            {title}
          </Subtitle1>
          <Tooltip content={t('browse:commands.settings')} relationship="label">
            <Button
              appearance="subtle"
              icon={<SettingsRegular />}
              aria-keyshortcuts={commandShortcut('settings')?.ariaKeys}
              onClick={actions.openSettings}
            />
          </Tooltip>
          <Button
            appearance="subtle"
            className={styles.action}
            icon={<ArrowClockwiseRegular />}
            onClick={() => {
              actions.check();
              announce(t('page.checkingAll'));
            }}
          >
            {t('page.checkAll')}
          </Button>
          {canAddAccounts(accounts) && (
            <Button
              appearance="primary"
              className={styles.action}
              icon={<AddRegular />}
              onClick={() =>
                actions.add((accountId) => {
                  setSearch('');
                  setAddedId(accountId);
                })
              }
            >
              {t('page.add')}
            </Button>
          )}
        </div>
      }
      content={
        <>
          {actions.failure !== undefined && (
            <FailureStrip
              error={actions.failure.error}
              onRetry={actions.failure.retry}
              onDismiss={actions.dismissFailure}
            />
          )}
          <ConfigProblems
            problems={problems}
            hasProfiles={accounts.some(({ source }) => source === 'profile')}
          />
          <div className={styles.scroll}>
            <div className={styles.page}>
              {isFirstStart && <WelcomeHead text={t('welcome.found')} />}
              {hasSearch && (
                <SearchBox
                  className={styles.search}
                  placeholder={t('switcher.search')}
                  aria-label={t('switcher.search')}
                  value={search}
                  id={searchId}
                  data-focus-landing
                  onChange={(_, data) => setSearch(data.value)}
                />
              )}
              <ul aria-label={t('accounts')} className={styles.list}>
                {shown.map((account, index) => (
                  <AccountRow
                    key={account.id}
                    account={account}
                    isOpen={account.id === openAccount?.id}
                    isLanding={!hasSearch && index === 0}
                    onOpen={onOpen}
                  />
                ))}
              </ul>
              <Text role="status" className={styles.text}>
                {found.length === 0 ? t('switcher.none', { search }) : ''}
              </Text>
              {isFirstStart && <WaysToBegin title={t('welcome.others')} onAdded={onOpen} />}
            </div>
          </div>
        </>
      }
      details={undefined}
      transfers={<TransfersPanel />}
      status={
        <StatusBar text={t('page.count', { count: accounts.length, shown: accounts.length })}>
          <TransfersPill />
        </StatusBar>
      }
    />
  );
}
