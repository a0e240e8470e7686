import type { AccountPreferences, AccountStore } from '../ports.ts';

/** How each account is wished to look and behave. */
export type Preferences = {
  of(accountId: string): AccountPreferences;
  /** Changes some fields; `undefined` as a field's value takes it away. */
  change(
    accountId: string,
    changes: { readonly [F in keyof AccountPreferences]: AccountPreferences[F] | undefined },
  ): void;
  /** Gives one account's preferences to another id. */
  move(fromId: string, toId: string): void;
  forget(accountId: string): void;
};

/** Preferences in the store for accounts that are there at the next start, and in memory for the others. */
export function createPreferences(store: AccountStore): Preferences {
  const passing = new Map<string, AccountPreferences>();
  const stays = (accountId: string) => /^(profile|saved|organisation):/.test(accountId);
  const of: Preferences['of'] = (accountId) =>
    (stays(accountId) ? store.readPreferences() : passing).get(accountId) ?? {};

  function write(accountId: string, preferences: AccountPreferences | undefined): void {
    if (stays(accountId)) store.writePreferences(accountId, preferences);
    else if (preferences === undefined) passing.delete(accountId);
    else passing.set(accountId, preferences);
  }

  function change(...[accountId, changes]: Parameters<Preferences['change']>): void {
    const fields = Object.entries({ ...of(accountId), ...changes }).filter(
      ([, value]) => value !== undefined,
    );
    write(accountId, fields.length === 0 ? undefined : Object.fromEntries(fields));
  }

  return {
    of,
    change,
    move(fromId, toId) {
      if (fromId === toId) return;
      change(toId, of(fromId));
      write(fromId, undefined);
    },
    forget: (accountId) => write(accountId, undefined),
  };
}
