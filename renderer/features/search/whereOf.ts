import type { Entry } from '../../../shared/domain/object.ts';
import { displayName } from '../../ui/displayName.ts';
import { entryId } from '../browse/entries.ts';
import { crumbsOf } from '../browse/place.ts';

/** The prefix of the folder in which an entry is. */
export function folderOf(entry: Entry): string {
  const id = entryId(entry);
  return id.slice(0, id.lastIndexOf('/', entry.kind === 'folder' ? id.length - 2 : undefined) + 1);
}

/** The folder in which an entry below a searched folder is, as people read it; the searched folder goes by `top`. */
export function whereOf(entry: Entry, prefix: string, top: string): string {
  const between = folderOf(entry).slice(prefix.length);
  return between === ''
    ? top
    : crumbsOf(between)
        .map(({ name }) => displayName(name))
        .join(' / ');
}
