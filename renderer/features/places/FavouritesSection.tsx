import { DatabaseFilled, DatabaseRegular, FolderFilled, FolderRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import type { Location } from '../../../shared/domain/object.ts';
import { announce } from '../../ui/announce.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { displayName } from '../../ui/displayName.ts';
import { formatCount } from '../../ui/format.ts';
import { accountPaint } from '../accounts/accountPaint.ts';
import { isMac } from '../browse/platform.ts';
import { ContextMenu } from '../commands/ContextMenu.tsx';
import { noFacts } from '../commands/commandFacts.ts';
import { useDropTarget } from '../dragging/useDropTarget.ts';
import { isSameLocation, locationKey } from './locations.ts';
import { PlaceItem } from './PlaceItem.tsx';
import { locationName, locationPath } from './placeWords.ts';
import { SidebarSection } from './SidebarSection.tsx';
import { moveFavourite, removeFavourite, useFavourites } from './usePlaces.ts';
import { type ReorderProps, useReorder } from './useReorder.ts';

/** How the sidebar's places are opened. */
export type PlaceOpening = {
  /** Takes the open tab there, to another account if need be. */
  readonly onOpen: (location: Location) => void;
  readonly onOpenTab: (location: Location) => void;
};

type Props = PlaceOpening & {
  readonly accounts: readonly Account[];
  readonly current: Location | undefined;
  readonly isFolded: boolean;
};

/** The user's favourites of all accounts; nothing while there is none. */
export function FavouritesSection({ accounts, current, isFolded, onOpen, onOpenTab }: Props) {
  const { t } = useTranslation('places');
  const favourites = useFavourites();
  const [menu, setMenu] = useState<{ readonly location: Location; readonly at: DOMRect }>();
  const [gone, setGone] = useState<Location>();
  const list = useRef<HTMLUListElement>(null);
  const drag = useReorder<string>(list, 'column', (key, toIndex) => {
    const location = favourites.find((each) => locationKey(each) === key);
    if (location !== undefined) moveFavourite(location, toIndex);
  });
  const accountOf = ({ accountId }: Location) => accounts.find(({ id }) => id === accountId);
  const open = (location: Location, inNewTab: boolean) => {
    if (accountOf(location) === undefined) setGone(location);
    else if (inNewTab) onOpenTab(location);
    else onOpen(location);
  };
  const onKeyDown = (event: KeyboardEvent, location: Location, index: number) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
    const isMod = isMac ? event.metaKey : event.ctrlKey;
    if (step !== undefined && isMod && event.shiftKey) {
      event.preventDefault();
      const position = Math.max(0, Math.min(index + step, favourites.length - 1));
      moveFavourite(location, position);
      announce(
        t('moved', {
          name: locationName(location),
          position: formatCount(position + 1),
          total: formatCount(favourites.length),
        }),
      );
    } else if (event.key === 'Delete') {
      event.preventDefault();
      removeFavourite(location);
    }
  };
  if (favourites.length === 0) return null;
  return (
    <SidebarSection title={t('favourites')} isFolded={isFolded} listRef={list}>
      {favourites.map((location, index) => (
        <FavouriteItem
          key={locationKey(location)}
          location={location}
          account={accountOf(location)}
          isCurrent={current !== undefined && isSameLocation(current, location)}
          isFolded={isFolded}
          isDragged={drag.dragged === locationKey(location)}
          dragProps={drag.propsOf(locationKey(location))}
          onOpen={(inNewTab) => open(location, inNewTab)}
          onMenu={(at) => setMenu({ location, at })}
          onKeyDown={(event) => onKeyDown(event, location, index)}
        />
      ))}
      {menu !== undefined && (
        <ContextMenu
          menu={{ kind: 'favourite', at: menu.at }}
          context={{
            facts: { ...noFacts, subject: { kind: 'favourite' }, isFavourite: true },
            actions: {
              open: () => open(menu.location, false),
              openInNewTab: () => open(menu.location, true),
              removeFavourite: () => removeFavourite(menu.location),
            },
          }}
          onClose={() => setMenu(undefined)}
        />
      )}
      <ConfirmDialog
        open={gone !== undefined}
        title={t('goneAccount.title')}
        confirmLabel={t('remove')}
        cancelLabel={t('goneAccount.cancel')}
        onConfirm={() => {
          setGone(undefined);
          if (gone !== undefined) removeFavourite(gone);
        }}
        onCancel={() => setGone(undefined)}
      >
        {gone !== undefined && t('goneAccount.text', { name: locationPath(gone) })}
      </ConfirmDialog>
    </SidebarSection>
  );
}

type ItemProps = {
  readonly location: Location;
  readonly account: Account | undefined;
  readonly isCurrent: boolean;
  readonly isFolded: boolean;
  readonly isDragged: boolean;
  readonly dragProps: ReorderProps;
  readonly onOpen: (inNewTab: boolean) => void;
  readonly onMenu: (at: DOMRect) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

function FavouriteItem({ location, account, dragProps, isCurrent, ...props }: ItemProps) {
  const { t } = useTranslation('places');
  const { dropProps, dropMark } = useDropTarget({ accountId: location.accountId, location });
  const path = locationPath(location);
  return (
    <PlaceItem
      {...props}
      name={locationName(location)}
      path={
        account === undefined ? path : t('inAccount', { place: path, account: displayName(account.name) })
      }
      icon={<LocationIcon location={location} account={account} isCurrent={isCurrent} />}
      isCurrent={isCurrent}
      isDropTarget={dropMark === 'allowed'}
      itemProps={{ ...dragProps, ...(account === undefined ? {} : dropProps) }}
    />
  );
}

/** A folder or a bucket in its account's colour. */
export function LocationIcon(props: {
  readonly location: Location;
  readonly account: Account | undefined;
  readonly isCurrent?: boolean;
}) {
  const { location, account, isCurrent = false } = props;
  const [Regular, Filled] =
    location.prefix === '' ? [DatabaseRegular, DatabaseFilled] : [FolderRegular, FolderFilled];
  const Icon = isCurrent ? Filled : Regular;
  return <Icon style={account?.color === undefined ? {} : { color: accountPaint[account.color] }} />;
}
