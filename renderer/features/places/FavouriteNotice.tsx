import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Location } from '../../../shared/domain/object.ts';
import type { Listing } from '../browse/useListing.ts';
import { removeFavourite, useIsFavourite } from './usePlaces.ts';

type Props = {
  readonly location: Location;
  readonly listing: Pick<Listing, 'status' | 'error' | 'hasMore' | 'listed'>;
};

/**
 * Above the open folder: a favourite that is not there any more says so and offers to be taken off. In S3 a folder that
 * is gone and one that is empty look alike, so the words leave it open.
 */
export function FavouriteNotice({ location, listing }: Props) {
  const { t } = useTranslation('places');
  const isFavourite = useIsFavourite(location);
  const isBucketGone = listing.error?.code === 'bucket.notFound';
  const isFolderGone =
    listing.status === 'ready' && location.prefix !== '' && !listing.hasMore && listing.listed?.count === 0;
  if (!isFavourite || !(isBucketGone || isFolderGone)) return null;
  return (
    <MessageBar intent="warning" shape="square" layout="multiline">
      <MessageBarBody>{t(isBucketGone ? 'gone.bucket' : 'gone.folder')}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => removeFavourite(location)}>
          {t('remove')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
