import {
  Button,
  makeStyles,
  Spinner,
  Tree,
  TreeItem,
  TreeItemLayout,
  tokens,
} from '@fluentui/react-components';
import { DatabaseRegular, FolderRegular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import type { Location } from '../../../shared/domain/object.ts';
import { displayName } from '../../ui/displayName.ts';
import { errorText } from '../../ui/errorText.ts';
import { AccountAvatar } from '../accounts/AccountAvatar.tsx';
import { useBuckets } from '../buckets/useBuckets.ts';
import { useSubfolders } from './useSubfolders.ts';

const useStyles = makeStyles({
  layout: { minWidth: 0, whiteSpace: 'nowrap' },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    borderRadius: tokens.borderRadiusMedium,
    '@media (forced-colors: active)': {
      outline: `${tokens.strokeWidthThick} solid Highlight`,
      outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
    },
  },
  note: { color: tokens.colorNeutralForeground2 },
});

type Choice = {
  readonly chosen: Location | undefined;
  readonly onChoose: (location: Location) => void;
};

type Props = Choice & {
  readonly accounts: readonly Account[];
  /** The folder that is open when the tree is. */
  readonly start: Location;
};

function isSame(left: Location | undefined, right: Location): boolean {
  return left?.accountId === right.accountId && left.bucket === right.bucket && left.prefix === right.prefix;
}

/** Accounts, their buckets and folders, each loaded when it is opened. Read-only accounts take nothing in. */
export function FolderTree({ accounts, start, ...choice }: Props) {
  const { t } = useTranslation('relocating');
  return (
    <Tree aria-label={t('moveTo.tree')} defaultOpenItems={[start.accountId]}>
      {accounts
        .filter(({ isReadOnly }) => !isReadOnly)
        .map((account) => (
          <AccountBranch key={account.id} account={account} start={start} {...choice} />
        ))}
    </Tree>
  );
}

function AccountBranch({
  account,
  start,
  ...choice
}: Choice & { readonly account: Account; readonly start: Location }) {
  const [isOpen, setIsOpen] = useState(account.id === start.accountId);
  return (
    <TreeItem
      itemType="branch"
      value={account.id}
      open={isOpen}
      onOpenChange={(_, data) => setIsOpen(data.open)}
    >
      <TreeItemLayout iconBefore={<AccountAvatar account={account} size={20} hasBadge={false} />}>
        <bdi>{displayName(account.name)}</bdi>
      </TreeItemLayout>
      {isOpen && <Buckets accountId={account.id} start={start} {...choice} />}
    </TreeItem>
  );
}

function Buckets({
  accountId,
  start,
  ...choice
}: Choice & { readonly accountId: string; readonly start: Location }) {
  const { buckets, error } = useBuckets(accountId);
  return (
    <Tree>
      {buckets === undefined && error === undefined && <Waiting value={`${accountId} waits`} />}
      {buckets === undefined && error !== undefined && (
        <Note value={`${accountId} failed`} text={errorText(error)} />
      )}
      {buckets?.map(({ name }) => (
        <FolderBranch
          key={name}
          location={{ accountId, bucket: name, prefix: '' }}
          label={name}
          icon={<DatabaseRegular />}
          start={start}
          {...choice}
        />
      ))}
    </Tree>
  );
}

function FolderBranch({
  location,
  label,
  icon,
  start,
  ...choice
}: Choice & {
  readonly location: Location;
  readonly label: string;
  readonly icon: ReactElement;
  readonly start: Location;
}) {
  const styles = useStyles();
  const { t } = useTranslation('relocating');
  const isOnTheWay =
    start.accountId === location.accountId &&
    start.bucket === location.bucket &&
    start.prefix.startsWith(location.prefix);
  const [isOpen, setIsOpen] = useState(isOnTheWay);
  const { folders, error, hasMore, isLoading, more } = useSubfolders(location, isOpen);
  const isChosen = isSame(choice.chosen, location);
  const value = [location.accountId, location.bucket, location.prefix].join('\n');
  return (
    <TreeItem
      itemType="branch"
      value={value}
      open={isOpen}
      aria-selected={isChosen}
      onOpenChange={(event, data) => {
        // A click on the name chooses the folder; only its arrow and the arrow keys open it.
        if (data.type === 'Click' || data.type === 'Enter') choice.onChoose(location);
        if (data.type === 'ExpandIconClick' || data.type === 'ArrowRight' || data.type === 'ArrowLeft') {
          setIsOpen(data.open);
        }
        event.stopPropagation();
      }}
      onFocus={(event) => {
        if (event.target === event.currentTarget) choice.onChoose(location);
      }}
    >
      <TreeItemLayout iconBefore={icon} className={isChosen ? styles.chosen : styles.layout}>
        <bdi>{displayName(label)}</bdi>
      </TreeItemLayout>
      {isOpen && (
        <Tree>
          {folders?.map((folder) => (
            <FolderBranch
              key={folder.prefix}
              location={{ ...location, prefix: folder.prefix }}
              label={folder.name}
              icon={<FolderRegular />}
              start={start}
              {...choice}
            />
          ))}
          {isLoading && <Waiting value={`${value}\nwaits`} />}
          {error !== undefined && <Note value={`${value}\nfailed`} text={errorText(error)} />}
          {folders?.length === 0 && !isLoading && !hasMore && (
            <Note value={`${value}\nempty`} text={t('moveTo.noFolders')} />
          )}
          {(hasMore || error !== undefined) && !isLoading && (
            <TreeItem itemType="leaf" value={`${value}\nmore`}>
              <TreeItemLayout>
                <Button appearance="transparent" onClick={more}>
                  {t('moveTo.more')}
                </Button>
              </TreeItemLayout>
            </TreeItem>
          )}
        </Tree>
      )}
    </TreeItem>
  );
}

function Waiting({ value }: { readonly value: string }) {
  const { t } = useTranslation('relocating');
  return (
    <TreeItem itemType="leaf" value={value}>
      <TreeItemLayout iconBefore={<Spinner size="extra-tiny" aria-hidden />}>
        {t('moveTo.loading')}
      </TreeItemLayout>
    </TreeItem>
  );
}

function Note({ value, text }: { readonly value: string; readonly text: string }) {
  const styles = useStyles();
  return (
    <TreeItem itemType="leaf" value={value}>
      <TreeItemLayout className={styles.note}>{text}</TreeItemLayout>
    </TreeItem>
  );
}
