import {
  Button,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  ColorRegular,
  DeleteRegular,
  FolderOpenRegular,
  InfoRegular,
  KeyRegular,
  MoreHorizontalRegular,
  SignOutRegular,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import { displayName } from '../../ui/displayName.ts';
import { Menu } from '../../ui/Menu.tsx';
import { useAccountActions } from './accountActions.ts';

type Props = {
  readonly account: Account;
  readonly areFactsOpen: boolean;
  readonly onToggleFacts: () => void;
  readonly onOpen: (accountId: string) => void;
};

/** Everything that can be done with one account. */
export function AccountMenu({ account, areFactsOpen, onToggleFacts, onOpen }: Props) {
  const { t } = useTranslation('accounts');
  const actions = useAccountActions();
  return (
    <Menu positioning={{ autoSize: true }}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label={t('menu.label', { name: displayName(account.name) })}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<FolderOpenRegular />} onClick={() => onOpen(account.id)}>
            {t('menu.open')}
          </MenuItem>
          <MenuItem
            icon={<ArrowClockwiseRegular />}
            disabled={account.health.isChecking}
            onClick={() => actions.check(account.id)}
          >
            {t('menu.check')}
          </MenuItem>
          <MenuItem icon={<InfoRegular />} onClick={onToggleFacts}>
            {t(areFactsOpen ? 'row.hideDetails' : 'row.details')}
          </MenuItem>
          <MenuDivider />
          <MenuItem icon={<ColorRegular />} onClick={() => actions.changeLook(account)}>
            {t('menu.look')}
          </MenuItem>
          {account.canEdit && (
            <MenuItem icon={<KeyRegular />} onClick={() => actions.fix('editKeys', account)}>
              {t('menu.edit')}
            </MenuItem>
          )}
          {account.canSignOut && (
            <MenuItem icon={<SignOutRegular />} onClick={() => actions.signOut(account)}>
              {t('menu.signOut')}
            </MenuItem>
          )}
          {account.canRemove && (
            <MenuItem icon={<DeleteRegular />} onClick={() => actions.remove(account)}>
              {t('menu.remove')}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
