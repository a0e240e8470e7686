import { useQuery } from '@tanstack/react-query';
import PQueue from 'p-queue';
import type { FileEntry } from '../../../shared/domain/object.ts';
import { request } from '../../ipc/client.ts';
import { displayName } from '../../ui/displayName.ts';
import { useListContext } from './listContext.ts';
import { useSeenCalmly } from './useSeenCalmly.ts';

/** A few at a time, so that what the user asks for in between is not kept waiting. */
const questions = new PQueue({ concurrency: 4 });

type Props = { readonly file: FileEntry; readonly isSeen: boolean };

/** The version of a file, which no listing tells: the object itself is asked while its row is seen. */
export function VersionText({ file, isSeen }: Props) {
  const list = useListContext();
  const isAskedFor = useSeenCalmly(isSeen, list?.pace);
  const { accountId = '', bucket = '' } = list?.location ?? {};
  const { data } = useQuery({
    queryKey: ['version', accountId, bucket, file.key, file.etag, file.modifiedAtMs],
    queryFn: ({ signal }) =>
      questions.add(
        async () =>
          (await request('object.getDetails', { accountId, bucket, key: file.key })).versionId ?? '',
        {
          signal,
        },
      ),
    enabled: isAskedFor && accountId !== '',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return data === undefined || data === '' ? null : displayName(data);
}
