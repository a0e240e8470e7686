import i18next from 'i18next';
import type { Location, Selection } from '../../../shared/domain/object.ts';
import { formatCount } from '../../ui/format.ts';
import { singleName } from '../deleting/deletingWords.ts';
import { type Clipboard, pasteDeed } from './clipboard.ts';

const t = i18next.getFixedT(null, 'relocating');

function counted(selection: Selection) {
  const count = selection.keys.length + selection.prefixes.length;
  return { count, shown: formatCount(count), name: singleName(selection) ?? '' };
}

/** What pasting would do in a folder: "Move 12 items here"; undefined where there is nothing to paste. */
export function pasteText(
  clipboard: Clipboard | undefined,
  target: Location | undefined,
): string | undefined {
  if (clipboard === undefined || target === undefined) return undefined;
  const deed = pasteDeed(clipboard, target);
  return deed === undefined ? undefined : t(`paste.${deed}`, counted(clipboard.selection));
}

/** What was taken up, and what happens when it is pasted. */
export function takenUpText(mode: Clipboard['mode'], selection: Selection): string {
  return t(`takenUp.${mode}`, counted(selection));
}
