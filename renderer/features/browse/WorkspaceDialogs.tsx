import { assertNever } from '../../../shared/assertNever.ts';
import type { Account } from '../../../shared/domain/account.ts';
import type { Selection } from '../../../shared/domain/object.ts';
import { rememberNewFolder } from '../activity/undo.ts';
import { AddBucketDialog, DeleteBucketDialog, NewBucketDialog } from '../buckets/BucketDialogs.tsx';
import type { Buckets } from '../buckets/useBuckets.ts';
import { DeleteDialog } from '../deleting/DeleteDialog.tsx';
import { ShareDialog } from '../sharing/ShareDialog.tsx';
import { UnfinishedDialog } from '../unfinished/UnfinishedDialog.tsx';
import { NewFolderDialog } from './NewFolderDialog.tsx';
import { placeName } from './place.ts';
import type { Folder } from './useFolder.ts';

/** The dialog that is open; there is one at a time. */
export type WorkspaceDialog =
  | { readonly kind: 'newFolder' | 'newBucket' | 'addBucket' }
  | { readonly kind: 'delete' | 'share'; readonly selection: Selection }
  | { readonly kind: 'deleteBucket' | 'unfinished'; readonly bucket: string };

type Props = {
  readonly dialog: WorkspaceDialog | undefined;
  readonly account: Account;
  readonly folder: Folder | undefined;
  readonly buckets: Buckets;
  readonly onClose: () => void;
  readonly onDeleted: (selection: Selection) => void;
  readonly onOpenBucket: (bucket: string) => void;
  readonly onBucketDeleted: (bucket: string) => void;
};

export function WorkspaceDialogs(props: Props) {
  const { dialog, folder, buckets, onClose } = props;
  if (dialog === undefined) return null;
  switch (dialog.kind) {
    case 'newFolder':
      if (folder === undefined) return null;
      return (
        <NewFolderDialog
          location={folder.location}
          placeName={placeName(folder.place)}
          hasPrefix={(prefix) => folder.ids.includes(prefix)}
          onCreated={(prefix) => {
            folder.onCreated(prefix);
            rememberNewFolder({ ...folder.location, prefix });
          }}
          onClose={onClose}
        />
      );
    case 'newBucket':
      return (
        <NewBucketDialog
          hasBucket={(name) => buckets.buckets?.some((bucket) => bucket.name === name) ?? false}
          onCreate={async (bucket) => {
            await buckets.create(bucket);
            props.onOpenBucket(bucket);
          }}
          onClose={onClose}
        />
      );
    case 'addBucket':
      return <AddBucketDialog onAdd={buckets.addByName} onClose={onClose} />;
    case 'delete':
      return (
        <DeleteDialog
          selection={dialog.selection}
          onClose={(deletedSomething) => {
            onClose();
            if (deletedSomething) props.onDeleted(dialog.selection);
          }}
        />
      );
    case 'share':
      return <ShareDialog selection={dialog.selection} onClose={onClose} />;
    case 'deleteBucket':
      return (
        <DeleteBucketDialog
          bucket={dialog.bucket}
          onDelete={async () => {
            await buckets.remove(dialog.bucket);
            props.onBucketDeleted(dialog.bucket);
          }}
          onOpen={() => {
            onClose();
            props.onOpenBucket(dialog.bucket);
          }}
          onClose={onClose}
        />
      );
    case 'unfinished':
      return <UnfinishedDialog account={props.account} bucket={dialog.bucket} onClose={onClose} />;
    default:
      return assertNever(dialog, 'dialog');
  }
}
