import { Avatar, type AvatarProps } from '@fluentui/react-components';
import type { Account } from '../../../shared/domain/account.ts';
import { displayName } from '../../ui/displayName.ts';
import { stateBadges } from './accountHealth.ts';
import { initialsOf } from './initials.ts';

type Props = {
  readonly account: Account;
  readonly size: NonNullable<AvatarProps['size']>;
  /** Without the dot of its state, where the state stands beside it. */
  readonly hasBadge?: boolean;
};

/** The account's picture in its colour; it says nothing that the words beside it do not, so it is hidden from screen readers. */
export function AccountAvatar({ account, size, hasBadge = true }: Props) {
  return (
    <Avatar
      aria-hidden
      name={displayName(account.name)}
      // Fluent's own are turned around where the window runs from right to left.
      initials={initialsOf(account.name)}
      color={account.color ?? 'colorful'}
      idForColor={account.id}
      shape="square"
      size={size}
      {...(hasBadge && { badge: { status: stateBadges[account.health.state] } })}
    />
  );
}
