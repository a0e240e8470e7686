import type { AccountForm, EditedAccount, Keeping, KeepingPlace } from '../../../shared/domain/account.ts';
import type { ProviderChoice } from '../../../shared/domain/provider.ts';
import type { PastedKeys } from './pastedKeys.ts';

/** What is typed and chosen in the form; an empty text is nothing typed. */
export type AccountFields = {
  readonly providerId: string;
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** The server's address, or the account's id, as the provider asks. */
  readonly endpoint: string;
  readonly region: string;
  readonly addressing: NonNullable<AccountForm['addressing']> | 'usual';
  /** The certificates to trust; without a grant they are the ones that are there. */
  readonly certificates: { readonly fileName: string; readonly grantId?: string } | undefined;
  readonly keepIn: KeepingPlace;
};

/** The form for a new account: the safest place that this computer has for keys is chosen. */
export function newFields(provider: ProviderChoice, keeping: Keeping): AccountFields {
  return {
    providerId: provider.id,
    name: '',
    accessKeyId: '',
    secretAccessKey: '',
    sessionToken: '',
    endpoint: '',
    region: provider.defaultRegion,
    addressing: 'usual',
    certificates: undefined,
    keepIn: keeping.keychain.isAvailable ? 'keychain' : keeping.file.isWritable ? 'file' : 'session',
  };
}

/** The form for an account that is there; its secrets stay empty. */
export function fieldsOf(edited: EditedAccount): AccountFields {
  return {
    providerId: edited.providerId,
    name: edited.name,
    accessKeyId: '',
    secretAccessKey: '',
    sessionToken: '',
    endpoint: edited.endpoint ?? '',
    region: edited.region,
    addressing: edited.addressing ?? 'usual',
    certificates: edited.caFileName === undefined ? undefined : { fileName: edited.caFileName },
    keepIn: edited.keepIn,
  };
}

/** The form after another provider was chosen: what one provider's place says means nothing to the next one. */
export function withProvider(
  fields: AccountFields,
  before: ProviderChoice,
  after: ProviderChoice,
): AccountFields {
  if (before.id === after.id) return fields;
  return {
    ...fields,
    providerId: after.id,
    region: after.defaultRegion,
    endpoint: before.asks === after.asks ? fields.endpoint : '',
    ...(!after.isSelfHosted && { addressing: 'usual', certificates: undefined }),
  };
}

/** The form with what was found in a pasted text; a region only where the provider asks for one. */
export function withPasted(
  fields: AccountFields,
  { region, ...keys }: PastedKeys,
  provider: ProviderChoice,
): AccountFields {
  return { ...fields, ...keys, ...(provider.asksRegion && region !== undefined && { region }) };
}

/** What is sent to main: without spaces around, and without what the provider does not ask for. */
export function formOf(
  fields: AccountFields,
  provider: ProviderChoice,
  edited: EditedAccount | undefined,
): AccountForm {
  const { addressing, certificates } = fields;
  const secrets = {
    accessKeyId: fields.accessKeyId.trim(),
    secretAccessKey: fields.secretAccessKey.trim(),
    sessionToken: fields.sessionToken.trim(),
  };
  return {
    name: fields.name.trim(),
    providerId: provider.id,
    region: (provider.asksRegion && fields.region.trim()) || provider.defaultRegion,
    keepIn: fields.keepIn,
    ...(provider.asks !== 'nothing' && { endpoint: fields.endpoint.trim() }),
    ...(addressing !== 'usual' && { addressing }),
    ...Object.fromEntries(Object.entries(secrets).filter(([, secret]) => secret !== '')),
    ...(certificates?.grantId !== undefined && { caGrantId: certificates.grantId }),
    ...(certificates === undefined && edited?.caFileName !== undefined && { caGrantId: null }),
  };
}
