import type { Account, CredentialKind } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { S3Connection } from '../storage/s3/s3Connection.ts';
import type { CredentialPlan, ServiceAccess } from './credentials/credentialPlan.ts';

/** What the settings of an account say about its server. */
export type ServerSettings = Omit<S3Connection, 'credentials' | 'network'>;

/** Where an account's credentials come from: what was read, or what the keychain has sealed. Holds secrets. */
export type EntryKeys =
  | { readonly kind: 'plan'; readonly plan: CredentialPlan }
  | { readonly kind: 'sealed'; readonly sealedKeys: string; readonly access: ServiceAccess };

/** An account as its source gives it, before anything was asked of a server. */
export type AccountEntry = {
  readonly id: string;
  readonly source: Account['source'];
  /** Its own name: the profile's, or the one that was typed. */
  readonly name: string;
  readonly credentialKind: CredentialKind;
  readonly server: ServerSettings;
  /** Its way to credentials, or why there is none. */
  readonly way: { readonly keys: EntryKeys } | { readonly error: AppError };
  readonly canEdit: boolean;
  readonly canRemove: boolean;
};

/** The plan of an account that has one. */
export function planOfEntry({ way }: AccountEntry): CredentialPlan | undefined {
  return 'keys' in way && way.keys.kind === 'plan' ? way.keys.plan : undefined;
}

/** True when two states of an account lead to the same server with the same credentials. */
export function leadToTheSame(one: AccountEntry, other: AccountEntry): boolean {
  return JSON.stringify([one.server, one.way]) === JSON.stringify([other.server, other.way]);
}

/** True when coming to credentials starts a program of the user's choice, which may ask the user something. */
export function asksProgram(entry: AccountEntry): boolean {
  const plan = planOfEntry(entry);
  return plan !== undefined && runsProgram(plan);
}

function runsProgram(plan: CredentialPlan): boolean {
  return plan.kind === 'process' || (plan.kind === 'role' && runsProgram(plan.source));
}

/** What reaching the services of AWS itself takes in a region. */
export function plainAccess(region: string, caBundlePath?: string): ServiceAccess {
  return {
    region,
    endpoints: {},
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    ...(caBundlePath !== undefined && { caBundlePath }),
  };
}

/** Where STS is asked who an account is: at Amazon, or at an address of its own; undefined where there is no STS. */
export function identityAccessOf({ server, way }: AccountEntry): ServiceAccess | undefined {
  if ('error' in way) return undefined;
  const access = way.keys.kind === 'plan' ? way.keys.plan.access : way.keys.access;
  const { sts } = access.endpoints;
  const isAmazon = server.provider === 'aws' && server.endpoint === undefined;
  // One address for everything is the storage's, which knows no STS.
  const hasOwn = sts !== undefined && sts !== server.endpoint;
  return isAmazon || hasOwn ? access : undefined;
}
