import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry, FileEntry, Location } from '../../../shared/domain/object.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { formatExactSize, formatFullDate } from '../../ui/format.ts';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { FoldedIcon } from '../../ui/turnedIcons.tsx';
import { entryIdentity, entryPath } from './entryFacts.ts';
import { Fact, Facts } from './Facts.tsx';
import { storageClassName } from './storageClassName.ts';

const useStyles = makeStyles({
  toggle: { alignSelf: 'flex-start', marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
});

type CopiedProps = {
  readonly label: string;
  /** What the button copies, as it is; it is shown so that nothing in it hides. */
  readonly value: string | undefined;
  readonly copyLabel: string;
};

function Copied({ label, value, copyLabel }: CopiedProps) {
  if (value === undefined) return null;
  return (
    <Fact label={label} action={<CopyButton text={value} label={copyLabel} />}>
      {displayName(value)}
    </Fact>
  );
}

type EntryProps = { readonly location: Location; readonly entry: Entry };

function Addresses({ location, entry }: EntryProps) {
  const { t } = useTranslation('details');
  const { accountId, bucket } = location;
  const key = entryPath(entry);
  const { data, error, refetch } = useQuery({
    queryKey: ['addresses', accountId, bucket, key],
    queryFn: () => request('object.getAddresses', { accountId, bucket, key }),
  });
  const isFile = entry.kind === 'file';
  return (
    <>
      <Facts>
        <Copied label={t(isFile ? 'more.key' : 'more.prefix')} value={key} copyLabel={t('more.copyKey')} />
        {/* A folder is no object, so there is nothing at such an address. */}
        <Copied
          label={t('more.link')}
          value={isFile ? data?.url : undefined}
          copyLabel={t('more.copyLink')}
        />
        <Copied label={t('more.uri')} value={data?.uri} copyLabel={t('more.copyUri')} />
        <Copied label={t('more.arn')} value={data?.arn} copyLabel={t('more.copyArn')} />
      </Facts>
      {error !== null && <ErrorMessage compact error={toAppError(error)} onAction={() => void refetch()} />}
    </>
  );
}

function ObjectFacts({ location, file }: { readonly location: Location; readonly file: FileEntry }) {
  const { t } = useTranslation('details');
  const { accountId, bucket } = location;
  const { key } = file;
  const { data, error, refetch } = useQuery({
    queryKey: ['details', entryIdentity(location, file)],
    queryFn: () => request('object.getDetails', { accountId, bucket, key }),
  });
  if (error !== null) {
    return <ErrorMessage compact error={toAppError(error)} onAction={() => void refetch()} />;
  }
  if (data === undefined) return <SkeletonRows count={3} compact />;
  return (
    <Facts>
      <Fact label={t('more.exactSize')}>{formatExactSize(data.sizeBytes)}</Fact>
      <Fact label={t('more.exactTime')}>{formatFullDate(data.modifiedAtMs)}</Fact>
      <Copied label={t('more.contentType')} value={data.contentType} copyLabel={t('more.copyContentType')} />
      <Fact label={t('more.storageClass')}>{storageClassName(data.storageClass ?? file.storageClass)}</Fact>
      <Copied label={t('more.etag')} value={data.etag} copyLabel={t('more.copyEtag')} />
      <Copied label={t('more.versionId')} value={data.versionId} copyLabel={t('more.copyVersionId')} />
      {Object.entries(data.metadata).map(([name, value]) => (
        <Copied
          key={name}
          label={t('more.metadata', { name: displayName(name) })}
          value={value}
          copyLabel={t('more.copyMetadata')}
        />
      ))}
    </Facts>
  );
}

type Props = EntryProps & { readonly open: boolean; readonly onToggle: () => void };

/** The expert's terms of a file or a folder, one step further in; asked from the server only when they are opened. */
export function MoreDetails({ location, entry, open, onToggle }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const id = useId();
  return (
    <>
      <Button
        size="small"
        appearance="transparent"
        className={styles.toggle}
        icon={open ? <ChevronDownRegular /> : <FoldedIcon />}
        aria-expanded={open}
        aria-controls={id}
        onClick={onToggle}
      >
        {t('more.title')}
      </Button>
      <div id={id} hidden={!open}>
        {open && (
          <>
            <Addresses location={location} entry={entry} />
            {entry.kind === 'file' && <ObjectFacts location={location} file={entry} />}
          </>
        )}
      </div>
    </>
  );
}
