import i18next from 'i18next';
import type { Location, Selection } from '../../../shared/domain/object.ts';
import { formatCount } from '../../ui/format.ts';
import { singleName } from '../deleting/deletingWords.ts';
import { type Clipboard, pasteDeed } from './clipboard.ts';

const t = i18next.getFixedT(null, 'relocating');

function counted({ keys, prefixes }: Selection) {
  const count = keys.length + prefixes.length;
  return { count, shown: formatCount(count) };
}

/** What pasting would do in a folder: "Move 12 items here"; undefined where there is nothing to paste. */
export function pasteText(
  clipboard: Clipboard | undefined,
  target: Location | undefined,
): string | undefined {
  if (clipboard === undefined || target === undefined) return undefined;
  const deed = pasteDeed(clipboard, target);
  if (deed === undefined) return undefined;
  const name = singleName(clipboard.selection);
  return name === undefined
    ? t(`paste.${deed}`, counted(clipboard.selection))
    : t(`pasteOne.${deed}`, { name });
}

/** What was taken up, and what happens when it is pasted. */
export function takenUpText(mode: Clipboard['mode'], selection: Selection): string {
  const name = singleName(selection);
  return name === undefined ? t(`takenUp.${mode}`, counted(selection)) : t(`takenUpOne.${mode}`, { name });
}
