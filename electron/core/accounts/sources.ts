import type { CredentialKind } from '../../../shared/domain/account.ts';
import type { RunningDemo, SavedAccount } from '../ports.ts';
import { appErrorOf } from '../satchelError.ts';
import { type AccountEntry, plainAccess, type ServerSettings } from './accountEntry.ts';
import type { Connection } from './connection.ts';
import { planOf } from './credentials/planOf.ts';
import type { Profile, ProfileSet } from './profiles/profile.ts';
import { s3SettingsOf } from './s3Settings.ts';
import type { Keys } from './savedKeys.ts';
import { providerIdOf } from './server.ts';

/** How long a server may stay silent before a request is given up, in milliseconds. */
export const silenceTimeoutMs = 30_000;

/** The id of the account that a host gives. */
const givenId = 'given';

/** The id of a profile's account. */
export function profileId(name: string): string {
  return `profile:${name}`;
}

/** An account that lasts until Satchel ends. Holds secrets. */
export type SessionAccount = Omit<SavedAccount, 'sealedKeys'> & { readonly keys: Keys };

/** The account of a host that gives one. */
export function givenEntry({
  name,
  accessKeyId,
  secretAccessKey,
  sessionToken,
  ...rest
}: Connection): AccountEntry {
  const { provider, endpoint, region, silenceTimeoutMs: givenTimeoutMs } = rest;
  const keys = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  return {
    id: givenId,
    source: 'given',
    name,
    credentialKind: 'keys',
    server: {
      provider,
      region,
      ...(endpoint !== undefined && { endpoint }),
      silenceTimeoutMs: givenTimeoutMs,
    },
    way: {
      keys: { kind: 'plan', plan: { kind: 'keys', profile: name, access: plainAccess(region), ...keys } },
    },
    canEdit: false,
    canRemove: false,
  };
}

/** All profiles in the order of the files, also those that lead nowhere; `preferredProvider` is asked by account id. */
export function profileEntries(
  set: ProfileSet,
  preferredProvider: (accountId: string) => string | undefined,
): readonly AccountEntry[] {
  const sources = new Set([...set.profiles.values()].map(({ settings }) => settings.source_profile));
  return [...set.profiles.values()].map((profile) => {
    const id = profileId(profile.name);
    const { kind, way } = wayOf(profile.name, set);
    const canEdit = kind === 'keys' || (kind === 'unknown' && hasNoOtherWay(profile));
    return {
      id,
      source: 'profile' as const,
      name: profile.name,
      credentialKind: kind,
      ...serverOf(profile.name, set, preferredProvider(id), way),
      canEdit,
      // Other profiles would lose their way with one that they build on.
      canRemove: canEdit && !sources.has(profile.name),
    };
  });
}

function wayOf(
  name: string,
  set: ProfileSet,
): { readonly kind: CredentialKind; readonly way: AccountEntry['way'] } {
  try {
    const plan = planOf(name, set);
    return { kind: plan.kind, way: { keys: { kind: 'plan', plan } } };
  } catch (error) {
    return { kind: 'unknown', way: { error: appErrorOf(error) } };
  }
}

function serverOf(
  name: string,
  set: ProfileSet,
  preferred: string | undefined,
  way: AccountEntry['way'],
): Pick<AccountEntry, 'server' | 'way'> {
  try {
    const settings = s3SettingsOf(name, set);
    const provider = providerIdOf(settings.endpoint, preferred);
    return { server: { provider, ...settings, silenceTimeoutMs }, way };
  } catch (error) {
    const server = { provider: 'aws', region: '', silenceTimeoutMs };
    return { server, way: 'error' in way ? way : { error: appErrorOf(error) } };
  }
}

const otherWays = [
  'role_arn',
  'sso_session',
  'sso_start_url',
  'login_session',
  'credential_process',
  'web_identity_token_file',
];

/** True for a profile that lacks nothing but its keys. */
function hasNoOtherWay({ settings }: Profile): boolean {
  return otherWays.every((key) => settings[key] === undefined);
}

/** An account whose keys are in the keychain. */
export function savedEntry(saved: SavedAccount): AccountEntry {
  const { id, name, sealedKeys } = saved;
  const access = plainAccess(saved.region, saved.caBundlePath);
  return {
    id,
    source: 'saved',
    name,
    credentialKind: 'keys',
    server: serverOfSaved(saved),
    way: { keys: { kind: 'sealed', sealedKeys, access } },
    canEdit: true,
    canRemove: true,
  };
}

/** An account whose keys are in memory. */
export function sessionEntry(account: SessionAccount): AccountEntry {
  const { id, name, keys } = account;
  const access = plainAccess(account.region, account.caBundlePath);
  return {
    id,
    source: 'session',
    name,
    credentialKind: 'keys',
    server: serverOfSaved(account),
    way: { keys: { kind: 'plan', plan: { kind: 'keys', profile: name, access, ...keys } } },
    canEdit: true,
    canRemove: true,
  };
}

/** The account of the sample on this computer. */
export function demoEntry(id: string, name: string, demo: RunningDemo['keys']): AccountEntry {
  const { endpoint, ...keys } = demo;
  const region = 'us-east-1';
  return {
    id,
    source: 'demo',
    name,
    credentialKind: 'keys',
    server: { provider: 'other', endpoint, region, silenceTimeoutMs },
    way: {
      keys: { kind: 'plan', plan: { kind: 'keys', profile: name, access: plainAccess(region), ...keys } },
    },
    canEdit: false,
    canRemove: true,
  };
}

function serverOfSaved(account: Omit<SavedAccount, 'sealedKeys'>): ServerSettings {
  const { providerId, endpoint, region, addressing, caBundlePath } = account;
  return {
    provider: providerId,
    ...(endpoint !== undefined && { endpoint }),
    region,
    ...(addressing !== undefined && { addressing }),
    ...(caBundlePath !== undefined && { caBundlePath }),
    silenceTimeoutMs,
  };
}
