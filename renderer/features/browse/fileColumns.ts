import { assertNever } from '../../../shared/assertNever.ts';
import type { Entry } from '../../../shared/domain/object.ts';
import type { ColumnId } from '../../../shared/domain/session.ts';
import { displayName } from '../../ui/displayName.ts';
import { typeName } from '../../ui/fileKind.ts';
import { formatExactSize, formatFullDate, formatRelativeDate, formatSize } from '../../ui/format.ts';

/** What a column says of an entry as the listing tells it; '' where it says nothing. Versions are no part of a listing. */
export function columnText(entry: Entry, id: ColumnId, nowMs: number): string {
  if (id === 'name') return displayName(entry.name);
  if (id === 'type') return typeName(entry);
  if (entry.kind === 'folder') return '';
  switch (id) {
    case 'modified':
      return formatRelativeDate(entry.modifiedAtMs, nowMs);
    case 'size':
      return formatSize(entry.sizeBytes);
    case 'storageClass':
      return displayNameOf(entry.storageClass);
    case 'etag':
      return displayNameOf(entry.etag?.replaceAll('"', ''));
    case 'owner':
      return displayNameOf(entry.owner);
    case 'version':
      return '';
    default:
      return assertNever(id, 'column');
  }
}

/** What a cell says in full on hover; undefined where the cell itself says it, or nothing. */
export function columnTitle(entry: Entry, id: ColumnId, nowMs: number): string | undefined {
  if (entry.kind === 'file' && id === 'modified') return formatFullDate(entry.modifiedAtMs);
  if (entry.kind === 'file' && id === 'size') return formatExactSize(entry.sizeBytes);
  return columnText(entry, id, nowMs) || undefined;
}

function displayNameOf(text: string | undefined): string {
  return text === undefined || text === '' ? '' : displayName(text);
}
