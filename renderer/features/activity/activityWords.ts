import i18next from 'i18next';
import { assertNever } from '../../../shared/assertNever.ts';
import type { Location } from '../../../shared/domain/object.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { displayName, lastName } from '../../ui/displayName.ts';
import { errorTitle } from '../../ui/errorText.ts';
import { formatCount, formatSizePair } from '../../ui/format.ts';
import type { About } from './about.ts';

const t = i18next.getFixedT(null, 'activity');

/** A folder by its own name; a bucket's top by the bucket's. */
export function folderName({ bucket, prefix }: Pick<Location, 'bucket' | 'prefix'>): string {
  return displayName(prefix === '' ? bucket : lastName(prefix).replace(/\/$/, ''));
}

/** What it is about: "menu.pdf", "menu.pdf and 3 more", or "12 files" where no name is known. */
function subjectOf(operation: Operation, about: About | undefined, count: number): string {
  const name = about?.firstName ?? operation.name;
  const chosen = about?.count ?? (operation.name === undefined ? 0 : 1);
  if (name !== undefined && chosen === 1) return displayName(name);
  return t('files', { count, shown: formatCount(count) });
}

type Deed = About['deed'] | 'delete' | 'stage' | 'measure';

function deedOf(operation: Operation, about: About | undefined): Deed {
  return about?.deed ?? operation.kind;
}

/** What goes on, for the strip: "Moving 12 files to Lisbon". */
export function goingText(operation: Operation, about: About | undefined): string {
  const what = subjectOf(operation, about, operation.fileCount);
  const target = operation.target === undefined ? undefined : folderName(operation.target);
  const deed = deedOf(operation, about);
  switch (deed) {
    case 'rename':
      return t('going.rename', { what, name: displayName(about?.newName ?? '') });
    case 'duplicate':
      return t('going.duplicate', { what });
    case 'move':
      return target === undefined ? t('going.moveAnywhere', { what }) : t('going.move', { what, target });
    case 'copy':
      return target === undefined ? t('going.copyAnywhere', { what }) : t('going.copy', { what, target });
    case 'undo':
      return about?.what === undefined ? t('going.undo') : t('going.undoNamed', { what: about.what });
    case 'delete':
      return t('going.delete', { what });
    case 'stage':
      return t('going.stage', { what });
    case 'measure':
      return t('going.measure', { what });
    default:
      return assertNever(deed, 'deed');
  }
}

/** How far it is: "5 of 12 files, 48 of 120 MB"; '' before anything is counted. */
export function farText({ fileCount, doneCount, sizeBytes, doneBytes }: Operation): string {
  if (fileCount === 0) return '';
  const files = t('far.files', {
    count: fileCount,
    done: formatCount(doneCount),
    shown: formatCount(fileCount),
  });
  if (sizeBytes === 0 || doneBytes === 0) return files;
  return t('far.both', { files, bytes: t('far.bytes', formatSizePair(doneBytes, sizeBytes)) });
}

/** How far it is, or what it waits for. */
export function standText(operation: Operation): string {
  return operation.error === undefined
    ? farText(operation)
    : t('waiting', { why: errorTitle(operation.error) });
}

/** How far it is, from 0 to 1; undefined before that is known. */
export function fractionOf({ fileCount, doneCount, sizeBytes, doneBytes }: Operation): number | undefined {
  if (sizeBytes > 0 && doneBytes > 0) return Math.min(1, doneBytes / sizeBytes);
  return fileCount > 0 ? Math.min(1, doneCount / fileCount) : undefined;
}

/** What was done, once it is: "Moved 12 files to Lisbon". */
export function doneText(operation: Operation, about: About | undefined): string {
  const what = subjectOf(operation, about, operation.doneCount);
  const target = operation.target === undefined ? undefined : folderName(operation.target);
  const deed = deedOf(operation, about);
  switch (deed) {
    case 'rename':
      return t('done.rename', { what, name: displayName(about?.newName ?? '') });
    case 'duplicate':
      return t('done.duplicate', { what });
    case 'move':
      return target === undefined ? t('done.moveAnywhere', { what }) : t('done.move', { what, target });
    case 'copy':
      return target === undefined ? t('done.copyAnywhere', { what }) : t('done.copy', { what, target });
    case 'undo':
      return about?.what === undefined ? t('done.undo') : t('undone', { what: about.what });
    case 'delete':
      return t('done.delete', { what });
    case 'stage':
      return t('done.stage', { what });
    case 'measure':
      return t('done.measure', { what });
    default:
      return assertNever(deed, 'deed');
  }
}

/** What an operation did as the name of a deed, for undoing it: "Move 12 files to Lisbon". */
export function deedText(operation: Operation, about: About | undefined): string {
  const what = subjectOf(operation, about, operation.doneCount);
  const target = operation.target === undefined ? undefined : folderName(operation.target);
  const deed = deedOf(operation, about);
  switch (deed) {
    case 'rename':
      return t('deed.rename', { what, name: displayName(about?.newName ?? '') });
    case 'duplicate':
      return t('deed.duplicate', { what });
    case 'move':
      return target === undefined ? t('deed.moveAnywhere', { what }) : t('deed.move', { what, target });
    case 'copy':
      return target === undefined ? t('deed.copyAnywhere', { what }) : t('deed.copy', { what, target });
    case 'undo':
    case 'delete':
    case 'stage':
    case 'measure':
      // Main takes none of these back.
      return doneText(operation, about);
    default:
      return assertNever(deed, 'deed');
  }
}

/** What did not work, in one sentence: how many files, or the whole of it. */
export function failedText(operation: Operation, about: About | undefined): string {
  const { failureCount: count, takenCount = 0 } = operation;
  const deed = deedOf(operation, about);
  if (count > 0) return t(`failed.some.${deed}`, { count, shown: formatCount(count) });
  if (takenCount > 0) return t('failed.taken', { count: takenCount, shown: formatCount(takenCount) });
  if (deed === 'undo' && about?.what !== undefined) return t('cannotUndo', { what: about.what });
  return t(`failed.all.${deed}`, { what: subjectOf(operation, about, operation.fileCount) });
}

/** That it was stopped before it was done. */
export function stoppedText(operation: Operation, about: About | undefined): string {
  const { doneCount: count } = operation;
  if (count === 0) return t('stopped.nothing');
  return t(`stopped.some.${deedOf(operation, about)}`, { count, shown: formatCount(count) });
}
