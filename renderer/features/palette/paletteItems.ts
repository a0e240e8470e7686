import type { Account } from '../../../shared/domain/account.ts';
import type { Location } from '../../../shared/domain/object.ts';
import { displayName, lastName } from '../../ui/displayName.ts';
import { folded, wordsOf } from '../../ui/wordSearch.ts';
import { providerText } from '../accounts/accountWords.ts';
import { type CommandContext, offered } from '../commands/commandFacts.ts';
import { commandName } from '../commands/commandWords.ts';
import { type CommandId, commandIds } from '../commands/registry.ts';
import { type Findable, scoreOf } from './matching.ts';

/** What can be chosen in the palette. */
export type PaletteItem = {
  /** Tells it from all others, today and tomorrow. */
  readonly id: string;
  readonly name: string;
  /** Where it is, or whose it is. */
  readonly second?: string;
} & PaletteTarget;

export type PaletteTarget =
  | { readonly kind: 'command'; readonly command: CommandId }
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'bucket' | 'favourite' | 'recent'; readonly location: Location };

/** Places and accounts that the palette knows. */
export type PalettePlaces = {
  readonly accounts: readonly Account[];
  /** The known buckets of each account, by its id. */
  readonly buckets: ReadonlyMap<string, readonly string[]>;
  readonly favourites: readonly Location[];
  /** The newest first. */
  readonly recents: readonly Location[];
};

/** Commands that make no sense from here. */
const unlisted: ReadonlySet<CommandId> = new Set(['palette']);

function locationId({ accountId, bucket, prefix }: Location): string {
  return [accountId, bucket, prefix].join('\n');
}

function placeItem(
  kind: 'bucket' | 'favourite' | 'recent',
  location: Location,
  accountName: string,
): PaletteItem {
  const { bucket, prefix } = location;
  const name = displayName(prefix === '' ? bucket : lastName(prefix).replace(/\/$/, ''));
  const around = prefix.slice(0, prefix.length - lastName(prefix).length);
  const folders = prefix === '' ? [] : [bucket, ...around.split('/').slice(0, -1)].map(displayName);
  return {
    id: `place\n${locationId(location)}`,
    kind,
    location,
    name,
    second: [displayName(accountName), ...folders].join(' / '),
  };
}

/** Everything that can be chosen now, each place once: as a favourite, else as a recent one, else as a bucket. */
export function paletteItems(context: CommandContext, places: PalettePlaces): readonly PaletteItem[] {
  const names = new Map(places.accounts.map(({ id, name }) => [id, name]));
  const seen = new Set<string>();
  const placeItems = (kind: 'bucket' | 'favourite' | 'recent', locations: readonly Location[]) =>
    locations.flatMap((location) => {
      const accountName = names.get(location.accountId);
      const id = locationId(location);
      if (accountName === undefined || seen.has(id)) return [];
      seen.add(id);
      return [placeItem(kind, location, accountName)];
    });
  const buckets = places.accounts.flatMap(({ id: accountId }) =>
    (places.buckets.get(accountId) ?? []).map((bucket) => ({ accountId, bucket, prefix: '' })),
  );
  const commandItems = offered(
    commandIds.filter((id) => !unlisted.has(id)),
    context,
  ).map(
    (command): PaletteItem => ({
      id: `command\n${command}`,
      kind: 'command',
      command,
      name: commandName(command, context.facts),
    }),
  );
  return [
    ...commandItems,
    ...placeItems('favourite', places.favourites),
    ...placeItems('recent', places.recents),
    ...placeItems('bucket', buckets),
    ...places.accounts.map(
      (account): PaletteItem => ({
        id: `account\n${account.id}`,
        kind: 'account',
        account,
        name: displayName(account.name),
        second: providerText(account),
      }),
    ),
  ];
}

/** Items with what they can be found by, made once for all that is typed. */
export type FindableItem = { readonly item: PaletteItem; readonly findable: Findable };

export function findableItems(items: readonly PaletteItem[]): readonly FindableItem[] {
  return items.map((item) => ({
    item,
    findable: { name: folded(item.name), rest: folded(item.second ?? '') },
  }));
}

/** The items that fit all typed words, best first; those that were chosen lately come before what fits alike. */
export function findItems(
  items: readonly FindableItem[],
  typed: string,
  lately: readonly string[],
): readonly PaletteItem[] {
  const words = wordsOf(typed);
  const latelyRank = new Map(lately.map((id, index) => [id, index]));
  return items
    .flatMap(({ item, findable }, index) => {
      const score = scoreOf(words, findable);
      const recency = latelyRank.get(item.id) ?? lately.length;
      return score === undefined ? [] : [{ item, index, score, recency }];
    })
    .sort(
      (left, right) =>
        Math.floor(left.score) - Math.floor(right.score) ||
        left.recency - right.recency ||
        left.score - right.score ||
        left.index - right.index,
    )
    .map(({ item }) => item);
}
