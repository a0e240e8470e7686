import { useMemo, useRef } from 'react';
import type { EntryPage } from '../../../shared/domain/object.ts';
import { extensionOf, typeName } from '../../ui/fileKind.ts';
import { formatLocale } from '../../ui/locale.ts';
import { arrayRows } from './arrayRows.ts';
import type { Rows } from './rows.ts';
import { type Arrangement, arrange, type Ordering, type Sort } from './sorting.ts';

let ordering: Ordering | undefined;

/** Made once: a collator costs more than a thousand comparisons with it. */
function currentOrdering(): Ordering {
  ordering ??= makeOrdering();
  return ordering;
}

function makeOrdering(): Ordering {
  const collator = new Intl.Collator(formatLocale(), { numeric: true });
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

/** The rows of a listing in their order, which keeps its identity while nothing changes. */
export function useArrangement(
  pages: readonly EntryPage[],
  sort: Sort | undefined,
): { readonly arrangement: Arrangement; readonly rows: Rows } {
  const previous = useRef<Arrangement>(undefined);
  const arrangement = useMemo(() => {
    previous.current = arrange(pages, sort, currentOrdering(), previous.current);
    return previous.current;
  }, [pages, sort]);
  const rows = useMemo(() => arrayRows(arrangement.rows), [arrangement]);
  return { arrangement, rows };
}
