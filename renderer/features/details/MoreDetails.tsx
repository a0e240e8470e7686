import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { Entry, FileEntry, Location, ObjectDetails } from '../../../shared/domain/object.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { formatExactSize, formatFullDate } from '../../ui/format.ts';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { entryPath, s3Uri } from './entryFacts.ts';
import { Fact, Facts } from './Facts.tsx';

const useStyles = makeStyles({
  toggle: { alignSelf: 'flex-start', marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
});

type DetailsState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly details: ObjectDetails }
  | { readonly kind: 'failed'; readonly error: AppError };

type FileProps = { readonly location: Location; readonly file: FileEntry };

function ObjectFacts({ location, file }: FileProps) {
  const { t } = useTranslation('details');
  const { accountId, bucket } = location;
  const { key } = file;
  const [state, setState] = useState<DetailsState>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
  useEffect(() => {
    let left = false;
    setState({ kind: 'loading' });
    request('object.getDetails', { accountId, bucket, key }).then(
      (details) => !left && setState({ kind: 'known', details }),
      (thrown: unknown) => !left && setState({ kind: 'failed', error: toAppError(thrown) }),
    );
    return () => {
      left = true;
    };
  }, [accountId, bucket, key, attempt]);
  if (state.kind === 'loading') return <SkeletonRows count={3} compact />;
  if (state.kind === 'failed') {
    return <ErrorMessage compact error={state.error} onAction={() => setAttempt(attempt + 1)} />;
  }
  const { details } = state;
  return (
    <Facts>
      <Fact label={t('more.exactSize')}>{formatExactSize(details.sizeBytes)}</Fact>
      <Fact label={t('more.exactTime')}>{formatFullDate(details.modifiedAtMs)}</Fact>
      <Fact label={t('more.contentType')}>{details.contentType}</Fact>
      <Fact label={t('more.storageClass')}>{details.storageClass}</Fact>
      <Fact label={t('more.etag')}>{details.etag}</Fact>
      <Fact label={t('more.versionId')}>{details.versionId}</Fact>
      {Object.entries(details.metadata).map(([name, value]) => (
        <Fact key={name} label={displayName(name)}>
          {displayName(value)}
        </Fact>
      ))}
    </Facts>
  );
}

type Props = {
  readonly location: Location;
  readonly entry: Entry;
  readonly open: boolean;
  readonly onToggle: () => void;
};

/** The expert's terms of a file or a folder, one step further in; asked from the server only when they are opened. */
export function MoreDetails({ location, entry, open, onToggle }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const id = useId();
  const uri = s3Uri(location, entry);
  return (
    <>
      <Button
        size="small"
        appearance="transparent"
        className={styles.toggle}
        icon={open ? <ChevronDownRegular /> : <ChevronRightRegular />}
        aria-expanded={open}
        aria-controls={id}
        onClick={onToggle}
      >
        {t('more.title')}
      </Button>
      <div id={id} hidden={!open}>
        {open && (
          <>
            <Facts>
              <Fact
                label={t(entry.kind === 'file' ? 'more.key' : 'more.prefix')}
                action={<CopyButton text={entryPath(entry)} label={t('more.copyKey')} />}
              >
                {displayName(entryPath(entry))}
              </Fact>
              <Fact label={t('more.uri')} action={<CopyButton text={uri} label={t('more.copyUri')} />}>
                {displayName(uri)}
              </Fact>
            </Facts>
            {entry.kind === 'file' && <ObjectFacts location={location} file={entry} />}
          </>
        )}
      </div>
    </>
  );
}
