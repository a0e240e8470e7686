import { useEffect, useRef } from 'react';
import type { Account } from '../../../shared/domain/account.ts';
import type { Entry, Location } from '../../../shared/domain/object.ts';
import { BucketHome } from '../buckets/BucketHome.tsx';
import type { Buckets } from '../buckets/useBuckets.ts';
import type { CommandContext } from '../commands/commandFacts.ts';
import { runCommand } from '../commands/runCommand.ts';
import { SearchView } from '../search/SearchView.tsx';
import type { SearchControl } from '../search/useSearch.ts';
import type { TabsControl } from '../tabs/useTabs.ts';
import { entryId } from './entries.ts';
import { FolderView } from './FolderView.tsx';
import { folderPlace, home, placeKey } from './place.ts';
import type { Renaming } from './RenameField.tsx';
import type { RowDragProps } from './rowProps.ts';
import type { Folder } from './useFolder.ts';
import type { Navigation } from './useNavigation.ts';

type Props = {
  readonly account: Account;
  readonly buckets: Buckets;
  /** Undefined at the list of buckets. */
  readonly folder: Folder | undefined;
  readonly search: SearchControl;
  readonly navigation: Navigation;
  readonly tabs: TabsControl;
  readonly context: CommandContext;
  readonly renaming: Renaming | undefined;
  /** The folder under what is being dragged. */
  readonly dropTarget: Location | undefined;
  readonly rowDragProps: RowDragProps;
  readonly onOpenFile: () => void;
  readonly onMenu: (at: DOMRect) => void;
  readonly onRefresh: () => void;
  readonly onNewBucket: () => void;
  readonly onForgetBucket: (bucket: string) => void;
};

/** What the open tab shows: the buckets of the account, a folder, or what a search found. */
export function WorkspaceContent(props: Props) {
  const { account, buckets, folder, search, navigation, tabs, context, dropTarget, rowDragProps } = props;
  const { go } = navigation;
  const { results } = search;
  const cameFrom = useLastBucket(account.id, folder);

  if (folder === undefined) {
    return (
      <BucketHome
        key={navigation.placeId}
        buckets={buckets}
        isReadOnly={account.isReadOnly}
        memory={navigation.recall(home)}
        onRemember={(left) => navigation.remember(home, left)}
        cameFrom={cameFrom}
        onOpen={(bucket) => go(folderPlace(bucket))}
        onOpenTab={(bucket) => tabs.openTab({ accountId: account.id, bucket })}
        onNew={props.onNewBucket}
      />
    );
  }

  const { bucket } = folder.place;
  const dropPrefix = dropTarget?.bucket === bucket ? dropTarget.prefix : undefined;
  const open = (entry: Entry) => {
    if (entry.kind === 'file') props.onOpenFile();
    else go(folderPlace(bucket, entry.prefix));
  };
  const shared = { dropPrefix, rowDragProps, onOpen: open, onMenu: props.onMenu };

  if (results !== undefined) {
    const reveal = ({ prefix }: Location, entry: Entry) => {
      const place = folderPlace(bucket, prefix);
      folder.onReveal(place, entryId(entry), entry.name);
      if (placeKey(place) === placeKey(folder.place)) search.leave();
      else go(place);
    };
    return (
      <SearchView
        {...shared}
        search={search}
        results={results}
        onDelete={() => void runCommand('delete', context)}
        onDetails={() => void runCommand('properties', context)}
        onReveal={reveal}
      />
    );
  }

  const isAddedByName = buckets.buckets?.some(({ addedByName, name }) => addedByName && name === bucket);
  return (
    <FolderView
      {...shared}
      key={tabs.active?.id}
      folder={folder}
      isReadOnly={account.isReadOnly}
      context={context}
      renaming={props.renaming}
      onRetry={props.onRefresh}
      onAllBuckets={() => {
        buckets.refresh();
        go(home);
      }}
      onForget={isAddedByName ? () => props.onForgetBucket(bucket) : undefined}
    />
  );
}

/** The bucket that was open last in the account. */
function useLastBucket(accountId: string, folder: Folder | undefined): string | undefined {
  const last = useRef<{ readonly accountId: string; readonly bucket: string }>(undefined);
  useEffect(() => {
    if (folder !== undefined)
      last.current = { accountId: folder.location.accountId, bucket: folder.location.bucket };
  }, [folder]);
  return last.current?.accountId === accountId ? last.current.bucket : undefined;
}
