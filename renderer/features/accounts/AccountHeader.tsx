import {
  Avatar,
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ChevronUpDownRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import { frame } from '../../theme.ts';
import { displayName } from '../../ui/displayName.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import type { AccountState } from './accountState.ts';

const badges = {
  connecting: 'unknown',
  connected: 'available',
  unreachable: 'offline',
  refused: 'blocked',
} as const;

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: `${frame.barHeight}px`,
    paddingInline: tokens.spacingHorizontalM,
    boxSizing: 'border-box',
  },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  provider: { color: tokens.colorNeutralForeground2 },
});

type Props = {
  readonly accounts: readonly Account[];
  readonly account: Account;
  readonly state: AccountState;
  readonly isFolded: boolean;
  readonly onSwitch: (accountId: string) => void;
};

/** Which account the window shows and how it stands; where there are more, the way to them. */
export function AccountHeader({ accounts, account, state, isFolded, onSwitch }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const name = displayName(account.name);
  const stateText = t(`state.${state}`);
  const avatar = (
    <Avatar
      name={name}
      aria-label={t('avatar', { name, state: stateText })}
      color="colorful"
      idForColor={account.id}
      shape="square"
      size={32}
      badge={{ status: badges[state], title: stateText, 'aria-label': stateText }}
    />
  );
  return (
    <div className={styles.header}>
      {isFolded ? (
        <Tooltip content={`${name}, ${account.providerName}`} relationship="description" positioning="after">
          {avatar}
        </Tooltip>
      ) : (
        <>
          {avatar}
          <div className={styles.words} title={account.endpoint}>
            <Text truncate wrap={false} weight="semibold">
              {name}
            </Text>
            <Text truncate wrap={false} size={200} className={styles.provider}>
              {account.providerName}
            </Text>
          </div>
          {accounts.length > 1 && (
            <AccountMenu accounts={accounts} current={account.id} onSwitch={onSwitch} />
          )}
        </>
      )}
    </div>
  );
}

function AccountMenu(props: {
  readonly accounts: readonly Account[];
  readonly current: string;
  readonly onSwitch: (accountId: string) => void;
}) {
  const { t } = useTranslation('accounts');
  return (
    <Menu
      checkedValues={{ account: [props.current] }}
      onCheckedValueChange={(_, data) => {
        const [accountId] = data.checkedItems;
        if (accountId !== undefined) props.onSwitch(accountId);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<ChevronUpDownRegular />} aria-label={t('switch')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {props.accounts.map((account) => (
            <MenuItemRadio key={account.id} name="account" value={account.id}>
              {displayName(account.name)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
