import type { Location } from '../../../shared/domain/object.ts';
import { displayName } from '../../ui/displayName.ts';
import { crumbsOf, folderPlace, placeName } from '../browse/place.ts';

/** The name of a folder or bucket, as it may be shown. */
export function locationName({ bucket, prefix }: Location): string {
  return displayName(placeName(folderPlace(bucket, prefix)));
}

/** The whole way to a folder: "photos / 2026 / Lisbon". */
export function locationPath({ bucket, prefix }: Location): string {
  return [bucket, ...crumbsOf(prefix).map(({ name }) => name)].map(displayName).join(' / ');
}
