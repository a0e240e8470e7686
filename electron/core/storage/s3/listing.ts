import { ListObjectsV2Command, type ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import type { Entry, EntryPage, FileEntry, FolderEntry } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import type { CallOptions, ListPageRequest } from '../storage.ts';
import { expectField, expectNewToken, type S3Calls } from './calls.ts';
import { quoted } from './etags.ts';
import { decodeListedKey } from './keys.ts';

/** One page of a listing, in the server's order. */
export async function listPage(
  calls: S3Calls,
  request: ListPageRequest,
  options: CallOptions = {},
): Promise<EntryPage> {
  const { bucket, prefix, delimiter, cursor, maxKeys, withOwner } = request;
  const page = await calls.inBucket('metadata', bucket, options, {}, async (client, send) => {
    const input = {
      Bucket: bucket,
      Prefix: prefix,
      // Without it, keys with control characters make XML that no parser accepts.
      EncodingType: 'url',
      ...(delimiter === undefined ? {} : { Delimiter: delimiter }),
      ...(cursor === undefined ? {} : { ContinuationToken: cursor }),
      ...(maxKeys === undefined ? {} : { MaxKeys: maxKeys }),
      ...(withOwner ? { FetchOwner: true } : {}),
    } as const;
    const answer = await client.send(new ListObjectsV2Command(input), send);
    expectField(answer.IsTruncated ?? answer.KeyCount ?? answer.Name, 'IsTruncated');
    return answer;
  });
  return toEntryPage(page, request);
}

/** Reads an answer of ListObjectsV2: decodes the keys, puts folders among files, leaves the folder's placeholder out. */
export function toEntryPage(
  page: Pick<
    ListObjectsV2CommandOutput,
    'Contents' | 'CommonPrefixes' | 'EncodingType' | 'IsTruncated' | 'NextContinuationToken'
  >,
  { prefix, delimiter, cursor }: Pick<ListPageRequest, 'prefix' | 'delimiter' | 'cursor'>,
): EntryPage {
  const decode = page.EncodingType === 'url' ? decodeListedKey : (key: string) => key;
  const decodeBelow = (encoded: string | undefined, field: string): string => {
    const key = decode(expectField(encoded, field));
    if (key.startsWith(prefix)) return key;
    // A server that cleans prefixes lists other folders, which nobody chose to download or delete.
    throw new SatchelError(
      'server.badAnswer',
      `The answer has a ${field} outside the prefix that was asked for.`,
    );
  };
  const files = (page.Contents ?? []).map((object): FileEntry => {
    const key = decodeBelow(object.Key, 'Key');
    const owner = object.Owner?.DisplayName || object.Owner?.ID;
    return {
      kind: 'file',
      key,
      name: key.slice(prefix.length),
      sizeBytes: object.Size ?? 0,
      modifiedAtMs: wholeSeconds(object.LastModified),
      ...(object.ETag ? { etag: quoted(object.ETag) } : {}),
      ...(object.StorageClass ? { storageClass: object.StorageClass } : {}),
      ...(owner ? { owner } : {}),
    };
  });
  const folders = (page.CommonPrefixes ?? []).map((common): FolderEntry => {
    const folder = decodeBelow(common.Prefix, 'Prefix');
    return { kind: 'folder', prefix: folder, name: folder.slice(prefix.length, -1) };
  });
  const isPlaceholder = (file: FileEntry) =>
    delimiter !== undefined && file.key === prefix && file.sizeBytes === 0;
  const entries = mergeInOrder(folders, files).filter(
    (entry) => entry.kind === 'folder' || !isPlaceholder(entry),
  );
  if (!page.IsTruncated) return { entries };
  return { entries, nextCursor: expectNewToken(page.NextContinuationToken, cursor, 'NextContinuationToken') };
}

/** As HTTP dates have it, so that an object has one time in a listing and by itself. */
function wholeSeconds(time: Date | undefined): number {
  return Math.floor((time?.getTime() ?? 0) / 1000) * 1000;
}

/** The answer has folders and files in two lists, each in order of its UTF-8 bytes; the user's list is one. */
function mergeInOrder(folders: readonly FolderEntry[], files: readonly FileEntry[]): Entry[] {
  if (folders.length === 0) return [...files];
  return [...folders, ...files]
    .map((entry) => ({ entry, bytes: Buffer.from(entry.kind === 'folder' ? entry.prefix : entry.key) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ entry }) => entry);
}
