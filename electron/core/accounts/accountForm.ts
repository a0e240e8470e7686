import { basename } from 'node:path';
import type { AccountForm, EditedAccount, KeepingPlace } from '../../../shared/domain/account.ts';
import { SatchelError } from '../satchelError.ts';
import { endpointOf, findProvider, type Provider } from '../storage/providers.ts';
import type { AccountEntry, ServerSettings } from './accountEntry.ts';
import type { Keys } from './savedKeys.ts';
import { typedEndpointOf } from './server.ts';

/** What a form says about an account, once it was checked; a missing secret was not typed. */
export type CheckedForm = {
  readonly keepIn: KeepingPlace;
  readonly name: string;
  readonly providerId: string;
  /** Missing for Amazon's own address. */
  readonly endpoint?: string;
  readonly region: string;
  readonly addressing?: 'virtualHost' | 'path';
  readonly typed: Partial<Keys>;
};

/**
 * Reads a form without spaces around what was typed; `before` is the server of the account that is edited. Throws
 * `account.nameInvalid`, `account.endpointInvalid` or `request.invalid` for a provider that there is not.
 */
export function checkForm(form: AccountForm, before?: ServerSettings): CheckedForm {
  const { keepIn, providerId, addressing } = form;
  const provider = findProvider(providerId);
  if (provider === undefined) throw new SatchelError('request.invalid', 'There is no such provider.');
  const region = form.region.trim() || provider.defaultRegion;
  if (!isRegion(region)) throw new SatchelError('request.invalid', 'That is no name of a region.');
  const endpoint =
    specialEndpoint(provider, before) ?? endpointFrom(form.endpoint?.trim() ?? '', provider, region);
  return {
    keepIn,
    name: checkName(form.name.trim()),
    providerId,
    ...(endpoint !== undefined && { endpoint }),
    region,
    ...(addressing !== undefined && { addressing }),
    typed: typedKeys(form),
  };
}

/** The keys that an account has after the form; throws `account.incomplete` when one of both was never typed. */
export function mergeKeys({ name, typed }: CheckedForm, before: Keys | undefined): Keys {
  const accessKeyId = typed.accessKeyId ?? before?.accessKeyId ?? incomplete(name, 'aws_access_key_id');
  const secretAccessKey =
    typed.secretAccessKey ?? before?.secretAccessKey ?? incomplete(name, 'aws_secret_access_key');
  const sessionToken = typed.sessionToken ?? (hasNewKeys(typed) ? undefined : before?.sessionToken);
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

/** True when keys were typed: a session token from before belongs to others. */
export function hasNewKeys({ accessKeyId, secretAccessKey }: Partial<Keys>): boolean {
  return accessKeyId !== undefined || secretAccessKey !== undefined;
}

/** What the form shows of an account; `keys` are missing where they cannot be opened. */
export function editedAccountOf(
  { name, source, server }: AccountEntry,
  keys: Keys | undefined,
): EditedAccount {
  const { provider, region, addressing, caBundlePath } = server;
  const endpoint = typedEndpointOf(server);
  return {
    name,
    providerId: provider,
    ...(endpoint !== undefined && { endpoint }),
    region,
    ...(addressing !== undefined && { addressing }),
    keepIn: source === 'profile' ? 'file' : source === 'saved' ? 'keychain' : 'session',
    ...(keys !== undefined && { accessKeyEnding: endingOf(keys.accessKeyId) }),
    hasSessionToken: keys?.sessionToken !== undefined,
    ...(caBundlePath !== undefined && { caFileName: basename(caBundlePath) }),
  };
}

/** Of a key that is hardly longer than its ending, nothing is shown. */
function endingOf(accessKeyId: string): string {
  return accessKeyId.length >= 12 ? accessKeyId.slice(-4) : '';
}

/** What an AWS file can hold besides is for whoever writes it to know. */
function checkName(name: string): string {
  if (/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u.test(name)) return name;
  throw new SatchelError('account.nameInvalid', 'An account cannot have this name.', {
    params: { profile: name },
  });
}

/** An address that the form does not ask for, such as that of a VPC endpoint, stays as somebody has set it. */
function specialEndpoint(provider: Provider, before: ServerSettings | undefined): string | undefined {
  if (provider.asks !== 'nothing' || before === undefined || before.provider !== provider.id)
    return undefined;
  return before.endpoint === endpointOf(provider, before) ? undefined : before.endpoint;
}

function endpointFrom(typed: string, provider: Provider, region: string): string | undefined {
  if (provider.asks === 'endpoint') return checkEndpoint(typed);
  return endpointOf(provider, { region, ...(provider.asks === 'accountId' && { accountId: typed }) });
}

function checkEndpoint(typed: string): string {
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  const isPlain = url && !url.username && !url.password && !url.search && !url.hash;
  if (isWeb && isPlain && !/\s/.test(typed)) return typed.replace(/\/+$/, '');
  // What was typed is not repeated: it may hold a password.
  throw new SatchelError('account.endpointInvalid', 'That is no https: or http: address of a server.');
}

/** A region becomes a part of host names. */
function isRegion(region: string): boolean {
  return /^[a-z0-9-]{1,63}$/i.test(region);
}

function typedKeys(form: AccountForm): Partial<Keys> {
  const { accessKeyId, secretAccessKey, sessionToken } = form;
  const typed = Object.entries({ accessKeyId, secretAccessKey, sessionToken }).flatMap(([field, text]) => {
    const secret = text?.trim();
    return secret ? [[field, secret]] : [];
  });
  return Object.fromEntries(typed);
}

function incomplete(profile: string, key: string): never {
  throw new SatchelError('account.incomplete', `The account has no ${key}.`, { params: { profile, key } });
}
