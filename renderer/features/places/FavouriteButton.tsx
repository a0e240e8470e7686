import { Button } from '@fluentui/react-components';
import { StarFilled, StarRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Location } from '../../../shared/domain/object.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { addFavourite, removeFavourite, useIsFavourite } from './usePlaces.ts';

/** Keeps the open folder among the favourites, or takes it off; nothing at the list of buckets. */
export function FavouriteButton({ location }: { readonly location: Location | undefined }) {
  const { t } = useTranslation('places');
  const isFavourite = useIsFavourite(location);
  if (location === undefined) return null;
  return (
    <Tooltip content={t(isFavourite ? 'remove' : 'add')} relationship="description">
      <Button
        appearance="subtle"
        aria-label={t('favourite')}
        aria-pressed={isFavourite}
        icon={isFavourite ? <StarFilled /> : <StarRegular />}
        onClick={() => (isFavourite ? removeFavourite(location) : addFavourite(location))}
      />
    </Tooltip>
  );
}
