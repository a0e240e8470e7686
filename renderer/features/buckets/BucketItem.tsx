import { DatabaseFilled, DatabaseRegular } from '@fluentui/react-icons';
import { memo } from 'react';
import type { Bucket } from '../../../shared/domain/bucket.ts';
import { displayName } from '../../ui/displayName.ts';
import { PlaceItem } from '../places/PlaceItem.tsx';

type Props = {
  readonly bucket: Bucket;
  readonly isCurrent: boolean;
  readonly isFolded: boolean;
  readonly isDropTarget: boolean;
  readonly onOpen: (bucket: string, inNewTab: boolean) => void;
  readonly onMenu: (bucket: Bucket, at: DOMRect) => void;
};

/** One bucket in the sidebar. */
export const BucketItem = memo(function BucketItem({ bucket, onOpen, onMenu, ...props }: Props) {
  return (
    <PlaceItem
      {...props}
      name={displayName(bucket.name)}
      icon={props.isCurrent ? <DatabaseFilled /> : <DatabaseRegular />}
      itemProps={{ 'data-drop-bucket': bucket.name }}
      onOpen={(inNewTab) => onOpen(bucket.name, inNewTab)}
      onMenu={(at) => onMenu(bucket, at)}
    />
  );
});
