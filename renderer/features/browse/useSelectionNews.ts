import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announce.ts';
import { formatCount } from '../../ui/format.ts';

/** After this long without another change it is said how many are selected. */
const quietMs = 500;

/** Tells screen readers how many rows are selected, but for one alone, which the list names as its active row. */
export function useSelectionNews(count: number): void {
  const { t } = useTranslation('browse');
  const said = useRef(count);
  useEffect(() => {
    if (count === said.current) return;
    const timer = setTimeout(() => {
      const isNews = count > 1 || said.current > 1;
      said.current = count;
      if (isNews) announce(t('status.selected', { shown: formatCount(count) }));
    }, quietMs);
    return () => clearTimeout(timer);
  }, [count, t]);
}
