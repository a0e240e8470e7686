import { z } from 'zod';
import { sessionSchema, type WindowSession } from '../../shared/domain/session.ts';

const { tabs, favourites, recents, views, activeTabId } = sessionSchema.shape;

/** Reads what a session file held; only what makes no sense in it is lost. */
export function parseSession(stored: unknown): WindowSession {
  const kept = z
    .object({
      tabs: keptOf(tabs.element, 50),
      activeTabId: activeTabId.catch(undefined),
      favourites: keptOf(favourites.element, 200),
      recents: keptOf(recents.element, 30),
      views: keptOf(views.element, 1000),
    })
    .catch({ tabs: [], activeTabId: undefined, favourites: [], recents: [], views: [] })
    .parse(stored);
  const { activeTabId: active, ...rest } = kept;
  return active === undefined ? rest : { ...rest, activeTabId: active };
}

/** The items of a list that are what they should be, and no more than fit. */
function keptOf<T extends z.ZodType>(item: T, most: number) {
  return z
    .array(z.unknown())
    .catch([])
    .default([])
    .transform(
      (list) => list.flatMap((one) => item.safeParse(one).data ?? []).slice(0, most) as z.output<T>[],
    );
}
