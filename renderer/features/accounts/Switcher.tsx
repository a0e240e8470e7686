// biome-ignore-all lint/a11y/useSemanticElements: a <select> cannot hold rows with pictures
// biome-ignore-all lint/a11y/useFocusableInteractive: the search field keeps the focus and names the active row (ARIA combobox)
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the search field hears the keys of the list
import { Button, Divider, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { AddRegular, PeopleSettingsRegular, SearchRegular, WarningRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useCallback, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import { formatCount } from '../../ui/format.ts';
import { accountIntent, listIntent, moveIndex } from '../browse/keyboard.ts';
import { isMac } from '../browse/platform.ts';
import { canAddAccounts } from './accountHealth.ts';
import { searchAccounts } from './accountSearch.ts';
import { SwitcherRow } from './SwitcherRow.tsx';

const pageRows = 6;
const rowsAtOnce = 15;

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    width: '380px',
    maxWidth: '100%',
    maxHeight: 'min(560px, calc(100vh - 72px))',
    boxSizing: 'border-box',
  },
  search: { padding: tokens.spacingHorizontalS },
  input: { width: '100%' },
  list: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    paddingInline: tokens.spacingHorizontalXS,
    paddingBottom: tokens.spacingVerticalXS,
  },
  none: {
    display: 'block',
    padding: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  more: {
    display: 'flex',
    flexShrink: 0,
    flexDirection: 'column',
    padding: tokens.spacingHorizontalXS,
    gap: tokens.spacingVerticalXXS,
  },
  button: { justifyContent: 'flex-start', fontWeight: tokens.fontWeightRegular },
  warning: { color: tokens.colorStatusWarningForeground1 },
});

type Props = {
  readonly accounts: readonly Account[];
  readonly currentId: string;
  /** How much of the AWS files cannot be read; the page of all accounts says what. */
  readonly problemCount: number;
  readonly onSwitch: (accountId: string) => void;
  readonly onAdd: () => void;
  readonly onManage: () => void;
};

/** All accounts with a search, for switching by mouse or keys without leaving the search field. */
export function Switcher({ accounts, currentId, problemCount, onSwitch, onAdd, onManage }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const listId = useId();
  const [search, setSearch] = useState('');
  const found = searchAccounts(accounts, search);
  const [activeId, setActiveId] = useState<string | undefined>(currentId);
  const latestSwitch = useRef(onSwitch);
  latestSwitch.current = onSwitch;
  const choose = useCallback((accountId: string) => latestSwitch.current(accountId), []);
  const activeIndex = Math.max(
    0,
    found.findIndex(({ id }) => id === activeId),
  );
  const active = found[activeIndex];
  // Rows that are out of sight come after the first paint, so that many accounts open and search as quickly as few.
  const shown = useDeferredValue(found, found.slice(0, activeIndex + rowsAtOnce));
  const rowId = (accountId: string) => `${listId}-${accountId}`;
  const activeRowId = active === undefined ? undefined : rowId(active.id);

  useEffect(() => {
    const row = activeRowId === undefined ? null : document.getElementById(activeRowId);
    row?.scrollIntoView({ block: 'nearest' });
  }, [activeRowId]);

  const onKeyDown = (event: KeyboardEvent) => {
    const jump = accountIntent(event, isMac);
    const target = jump?.kind === 'open' ? accounts[jump.index] : undefined;
    if (target !== undefined) {
      event.preventDefault();
      return onSwitch(target.id);
    }
    const intent = listIntent(event, isMac);
    if (intent?.kind === 'move' && !event.shiftKey) {
      event.preventDefault();
      setActiveId(found[moveIndex(intent.to, activeIndex, found.length, pageRows)]?.id);
    }
    if (intent?.kind === 'open' && active !== undefined) {
      event.preventDefault();
      onSwitch(active.id);
    }
  };

  return (
    <div className={styles.root}>
      <div className={styles.search}>
        <Input
          autoFocus
          className={styles.input}
          contentBefore={<SearchRegular aria-hidden />}
          placeholder={t('switcher.search')}
          value={search}
          spellCheck={false}
          autoComplete="off"
          onChange={(_, data) => {
            setSearch(data.value);
            setActiveId(undefined);
          }}
          onKeyDown={onKeyDown}
          input={{
            role: 'combobox',
            'aria-label': t('switcher.search'),
            'aria-expanded': true,
            'aria-controls': listId,
            'aria-autocomplete': 'list',
            ...(activeRowId !== undefined && { 'aria-activedescendant': activeRowId }),
          }}
        />
      </div>
      <div id={listId} role="listbox" aria-label={t('accounts')} className={styles.list}>
        {shown.map((account) => (
          <SwitcherRow
            key={account.id}
            rowId={rowId(account.id)}
            account={account}
            number={accounts.indexOf(account) + 1}
            isCurrent={account.id === currentId}
            isActive={account === active}
            onSwitch={choose}
          />
        ))}
      </div>
      <Text role="status" className={found.length === 0 ? styles.none : ''}>
        {found.length === 0 ? t('switcher.none', { search }) : ''}
      </Text>
      <Divider />
      <div className={styles.more}>
        {problemCount > 0 && (
          <Button
            appearance="subtle"
            className={styles.button}
            icon={<WarningRegular className={styles.warning} />}
            onClick={onManage}
          >
            {t('switcher.problems', { count: problemCount, shown: formatCount(problemCount) })}
          </Button>
        )}
        {canAddAccounts(accounts) && (
          <Button appearance="subtle" className={styles.button} icon={<AddRegular />} onClick={onAdd}>
            {t('switcher.add')}
          </Button>
        )}
        <Button
          appearance="subtle"
          className={styles.button}
          icon={<PeopleSettingsRegular />}
          onClick={onManage}
        >
          {t('switcher.manage')}
        </Button>
      </div>
    </div>
  );
}
