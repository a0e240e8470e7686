import i18next from 'i18next';
import { extensionOf, knownTypeOf } from '../../shared/domain/fileKind.ts';
import type { Entry } from '../../shared/domain/object.ts';

/** The type in plain words: "JPEG picture", "PDF document", "Folder", "XYZ file" where the extension is not known. */
export function typeName(entry: Pick<Entry, 'kind' | 'name'>): string {
  if (entry.kind === 'folder') return i18next.t('type.folder', { ns: 'ui' });
  const known = knownTypeOf(entry.name);
  if (known !== undefined) {
    if ('word' in known) return i18next.t(`type.${known.word}`, { ns: 'ui' });
    return i18next.t(`type.${known.kind}`, { ns: 'ui', format: known.format });
  }
  const extension = extensionOf(entry.name);
  const plain = /^[a-z0-9]{1,8}$/.test(extension);
  return plain
    ? i18next.t('type.other', { ns: 'ui', format: extension.toUpperCase() })
    : i18next.t('type.file', { ns: 'ui' });
}
