import { extensionOf } from '../../../shared/domain/fileKind.ts';
import { typeName } from '../../ui/fileKind.ts';
import { formatLocale } from '../../ui/locale.ts';
import type { Ordering } from './sorting.ts';

let made: { readonly locale: string; readonly ordering: Ordering } | undefined;

/** The user's language's order; made once for each, because a collator costs more than a thousand comparisons with it. */
export function currentOrdering(): Ordering {
  const locale = formatLocale();
  if (made?.locale !== locale) made = { locale, ordering: makeOrdering(locale) };
  return made.ordering;
}

function makeOrdering(locale: string): Ordering {
  const collator = new Intl.Collator(locale, { numeric: true });
  const types = new Map<string, string>();
  return {
    compareText: collator.compare,
    typeName: (name) => {
      const extension = extensionOf(name);
      const known = types.get(extension);
      if (known !== undefined) return known;
      const words = typeName({ kind: 'file', name });
      types.set(extension, words);
      return words;
    },
  };
}
