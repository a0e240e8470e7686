import {
  Button,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import type { Location } from '../../../shared/domain/object.ts';
import { displayName } from '../../ui/displayName.ts';
import { Menu } from '../../ui/Menu.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { ContextMenu } from '../commands/ContextMenu.tsx';
import { noFacts } from '../commands/commandFacts.ts';
import { LocationIcon, type PlaceOpening } from './FavouritesSection.tsx';
import { holds, locationKey } from './locations.ts';
import { PlaceItem } from './PlaceItem.tsx';
import { locationName, locationPath } from './placeWords.ts';
import { SidebarSection } from './SidebarSection.tsx';
import { addFavourite, removeFavourite, useFavourites, useRecents } from './usePlaces.ts';

/** Of the places that are known, those that the sidebar shows. */
const shownCount = 8;
const openKey = 'satchel.recents';

const useStyles = makeStyles({
  // Below the buckets, which therefore stay where they are while it grows.
  section: {
    flexShrink: 0,
    maxHeight: '40%',
    overflowY: 'auto',
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  folded: { display: 'flex', justifyContent: 'center', padding: tokens.spacingVerticalXS },
  item: { maxWidth: 'none' },
});

type Props = PlaceOpening & {
  readonly accounts: readonly Account[];
  readonly isFolded: boolean;
};

/** Where the user was last, at the foot of the sidebar; nothing before they were anywhere. */
export function RecentsSection({ accounts, isFolded, onOpen, onOpenTab }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('places');
  const accountIds = useMemo(() => new Set(accounts.map(({ id }) => id)), [accounts]);
  const recents = useRecents(accountIds).slice(0, shownCount);
  const favourites = useFavourites();
  const [isOpen, setIsOpen] = useState(() => localStorage.getItem(openKey) !== 'closed');
  const [menu, setMenu] = useState<{ readonly location: Location; readonly at: DOMRect }>();
  if (recents.length === 0) return null;

  const accountOf = ({ accountId }: Location) => accounts.find(({ id }) => id === accountId);
  const pathOf = (location: Location) =>
    t('inAccount', {
      place: locationPath(location),
      account: displayName(accountOf(location)?.name ?? ''),
    });
  if (isFolded) {
    return (
      <div className={styles.folded}>
        <Menu>
          <Tooltip content={t('recents')} relationship="inaccessible" positioning="after">
            <MenuTrigger disableButtonEnhancement>
              <Button appearance="transparent" aria-label={t('recents')} icon={<HistoryRegular />} />
            </MenuTrigger>
          </Tooltip>
          <MenuPopover>
            <MenuList>
              {recents.map((location) => (
                <MenuItem
                  key={locationKey(location)}
                  icon={<LocationIcon location={location} account={accountOf(location)} />}
                  title={pathOf(location)}
                  onClick={(event) => (event.ctrlKey || event.metaKey ? onOpenTab : onOpen)(location)}
                >
                  {locationName(location)}
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
    );
  }
  return (
    <div className={styles.section}>
      <SidebarSection
        title={t('recents')}
        isFolded={false}
        isOpen={isOpen}
        onToggle={() => {
          localStorage.setItem(openKey, isOpen ? 'closed' : 'open');
          setIsOpen(!isOpen);
        }}
      >
        {recents.map((location) => (
          <PlaceItem
            key={locationKey(location)}
            name={locationName(location)}
            path={pathOf(location)}
            icon={<LocationIcon location={location} account={accountOf(location)} />}
            isCurrent={false}
            isFolded={false}
            hasMore={false}
            onOpen={(inNewTab) => (inNewTab ? onOpenTab : onOpen)(location)}
            onMenu={(at) => setMenu({ location, at })}
          />
        ))}
      </SidebarSection>
      {menu !== undefined && (
        <ContextMenu
          menu={{ kind: 'bucket', at: menu.at }}
          context={{
            facts: {
              ...noFacts,
              subject: { kind: 'bucket', name: menu.location.bucket, isAddedByName: false },
              isFavourite: holds(favourites, menu.location),
            },
            actions: {
              open: () => onOpen(menu.location),
              openInNewTab: () => onOpenTab(menu.location),
              addFavourite: () => addFavourite(menu.location),
              removeFavourite: () => removeFavourite(menu.location),
            },
          }}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}
