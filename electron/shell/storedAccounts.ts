import { z } from 'zod';
import { accountColors } from '../../shared/domain/account.ts';
import type { AccountPreferences, OrganisationAccount, SavedAccount } from '../core/ports.ts';

const preferencesSchema = z.object({
  name: z.string().optional(),
  color: z.enum(accountColors).optional(),
  isReadOnly: z.boolean().optional(),
  providerId: z.string().optional(),
});

const savedSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  providerId: z.string(),
  endpoint: z.string().optional(),
  region: z.string(),
  addressing: z.enum(['virtualHost', 'path']).optional(),
  caBundlePath: z.string().optional(),
  sealedKeys: z.string().min(1),
});

const organisationSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  startUrl: z.url(),
  region: z.string(),
  accountId: z.string(),
  roleName: z.string(),
});

/** All that is kept in `accounts.json`. */
export type StoredAccounts = {
  readonly preferences: ReadonlyMap<string, AccountPreferences>;
  readonly saved: readonly SavedAccount[];
  readonly organisations: readonly OrganisationAccount[];
  readonly proxyPassword: string | undefined;
};

/** Reads what the accounts' file held; an entry that makes no sense is left out, except that read-only stays read-only. */
export function parseStoredAccounts(stored: unknown): StoredAccounts {
  const { preferences, saved, organisations, proxyPassword } = z
    .object({
      preferences: z.record(z.string(), z.unknown()).catch({}).default({}),
      saved: z.array(z.unknown()).catch([]).default([]),
      organisations: z.array(z.unknown()).catch([]).default([]),
      proxyPassword: z.string().optional().catch(undefined),
    })
    .catch({ preferences: {}, saved: [], organisations: [], proxyPassword: undefined })
    .parse(stored);
  return {
    preferences: new Map(Object.entries(preferences).map(([id, value]) => [id, readPreferences(value)])),
    saved: saved.flatMap((value) => {
      const account = savedSchema.safeParse(value);
      return account.success ? [account.data as SavedAccount] : [];
    }),
    organisations: organisations.flatMap((value) => {
      const account = organisationSchema.safeParse(value);
      return account.success ? [account.data] : [];
    }),
    proxyPassword,
  };
}

/** A spoilt colour must not cost an account its protection. */
function readPreferences(value: unknown): AccountPreferences {
  const { name, color, isReadOnly, providerId } = preferencesSchema.shape;
  return z
    .object({
      name: name.catch(undefined),
      color: color.catch(undefined),
      isReadOnly: isReadOnly.catch(true),
      providerId: providerId.catch(undefined),
    })
    .catch({ isReadOnly: true })
    .parse(value) as AccountPreferences;
}
