import type { EditedAccount } from '../../../shared/domain/account.ts';
import type { ErrorCode } from '../../../shared/domain/appError.ts';
import type { ProviderChoice } from '../../../shared/domain/provider.ts';
import type { AccountFields } from './accountFields.ts';

/** A mistake that the form sees by itself; `problem.<it>` is its sentence in the catalogue. */
export type FieldProblem =
  | 'nameMissing'
  | 'accessKeyMissing'
  | 'secretMissing'
  | 'secretOfNewKeyMissing'
  | 'hasSpaces'
  | 'addressMissing'
  | 'addressScheme'
  | 'addressInvalid'
  | 'accountIdMissing'
  | 'accountIdInvalid'
  | 'regionMissing'
  | 'regionInvalid';

/** The mistakes by field; an empty object when the form can be sent. */
export type FieldProblems = Readonly<Partial<Record<keyof AccountFields, FieldProblem>>>;

/** Looks for mistakes that need no server; keys that are there already need not be typed again. */
export function problemsOf(
  fields: AccountFields,
  provider: ProviderChoice,
  edited: EditedAccount | undefined,
): FieldProblems {
  const hasKeys = edited?.accessKeyEnding !== undefined;
  const problems = {
    name: fields.name.trim() === '' ? 'nameMissing' : undefined,
    endpoint: endpointProblem(fields.endpoint.trim(), provider.asks),
    accessKeyId: keyProblem(fields.accessKeyId, hasKeys ? undefined : 'accessKeyMissing'),
    secretAccessKey: keyProblem(fields.secretAccessKey, missingSecret(fields, hasKeys)),
    sessionToken: keyProblem(fields.sessionToken, undefined),
    region: provider.asksRegion ? regionProblem(fields.region.trim(), provider) : undefined,
  } as const;
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== undefined));
}

function missingSecret(fields: AccountFields, hasKeys: boolean): FieldProblem | undefined {
  if (!hasKeys) return 'secretMissing';
  return fields.accessKeyId.trim() === '' ? undefined : 'secretOfNewKeyMissing';
}

function keyProblem(typed: string, whenMissing: FieldProblem | undefined): FieldProblem | undefined {
  const key = typed.trim();
  if (key === '') return whenMissing;
  return /\s/.test(key) ? 'hasSpaces' : undefined;
}

function regionProblem(region: string, provider: ProviderChoice): FieldProblem | undefined {
  if (region === '') return provider.defaultRegion === '' ? 'regionMissing' : undefined;
  return /^[a-z\d-]{1,63}$/i.test(region) ? undefined : 'regionInvalid';
}

function endpointProblem(typed: string, asks: ProviderChoice['asks']): FieldProblem | undefined {
  if (asks === 'nothing') return undefined;
  if (typed === '') return asks === 'endpoint' ? 'addressMissing' : 'accountIdMissing';
  if (/\s/.test(typed)) return 'hasSpaces';
  if (asks === 'accountId') return /^[a-z\d]+$/i.test(typed) ? undefined : 'accountIdInvalid';
  if (!/^https?:\/\//i.test(typed)) return 'addressScheme';
  return URL.canParse(typed) ? undefined : 'addressInvalid';
}

/** The field that an answer of main is about, or undefined where it is about the whole form. */
export function fieldOfRefusal(code: ErrorCode): keyof AccountFields | undefined {
  switch (code) {
    case 'account.nameTaken':
    case 'account.nameInvalid':
      return 'name';
    case 'account.endpointInvalid':
      return 'endpoint';
    case 'account.certificatesUnreadable':
      return 'certificates';
    case 'account.keychainUnavailable':
      return 'keepIn';
    default:
      return undefined;
  }
}
