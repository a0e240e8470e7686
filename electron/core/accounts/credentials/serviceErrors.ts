import type { AppError, ErrorCode } from '../../../../shared/domain/appError.ts';
import { SatchelError } from '../../satchelError.ts';
import { createErrorMapper, type Failure, readFailure } from '../../storage/s3/errors.ts';
import { hideSecrets } from '../../storage/s3/hideSecrets.ts';
import type { Credentials } from './credentialSource.ts';

/** What was asked of a service, as far as its failure is about it. */
export type ServiceContext = {
  /** The profile whose settings say so. */
  readonly profile?: string;
  /** The profile of the keys that signed the request, where it is another one. */
  readonly sourceProfile?: string;
  /** The keys that signed the request. */
  readonly keys?: Credentials;
  /** Other secrets that were sent. */
  readonly secrets?: readonly string[];
  readonly role?: string;
  readonly device?: string;
  /** The file of a web identity's token. */
  readonly file?: string;
};

type Meaning = { readonly code: ErrorCode; readonly key?: string };

/** Source: API references of STS, of the IAM Identity Center portal and of IAM Identity Center OIDC, "Errors". */
const codeOfService: Readonly<Record<string, ErrorCode>> = {
  AccessDenied: 'account.roleRefused',
  AccessDeniedException: 'account.roleRefused',
  ForbiddenException: 'account.roleRefused',
  ResourceNotFoundException: 'account.roleRefused',
  IDPRejectedClaim: 'account.roleRefused',
  IDPRejectedClaimException: 'account.roleRefused',
  InvalidIdentityToken: 'account.roleRefused',
  InvalidIdentityTokenException: 'account.roleRefused',
  IDPCommunicationError: 'server.busy',
  IDPCommunicationErrorException: 'server.busy',
  TooManyRequestsException: 'server.busy',
  UnauthorizedException: 'account.signInNeeded',
  UnrecognizedClientException: 'credentials.unknownKey',
};

/** The setting that a parameter comes from; STS names the parameter in the text of its ValidationError only. */
const keyOfParameter: readonly (readonly [RegExp, string])[] = [
  [/duration ?seconds/i, 'duration_seconds'],
  [/role ?session ?name/i, 'role_session_name'],
  [/external ?id/i, 'external_id'],
  [/serial ?number/i, 'mfa_serial'],
  [/web ?identity ?token/i, 'web_identity_token_file'],
  [/role ?arn|invalid arn/i, 'role_arn'],
];

/**
 * Turns what STS, the IAM Identity Center portal or a provider of the SDK threw into the one error that leaves this
 * folder. It names the profile that is at fault: that of the keys where the keys are.
 */
export function serviceError(error: unknown, context: ServiceContext): SatchelError {
  const { keys, secrets = [], role, device, file } = context;
  if (error instanceof SatchelError) return withProfile(error, context.profile);
  // The SDK's error is not kept as the cause: it carries the string to sign, with the session's token.
  const mapError = createErrorMapper(
    () => (keys ? [keys] : []),
    () => undefined,
  );
  const plain = mapError(error).appError;
  const failure = readFailure(error);
  const { code, key } = meaningOf(failure, plain.code);
  const isAboutKeys = code.startsWith('credentials.');
  const profile = isAboutKeys ? (context.sourceProfile ?? context.profile) : context.profile;
  // V8 quotes what it could not parse, which may be part of a secret.
  const message = failure.name === 'SyntaxError' ? 'The answer cannot be read.' : plain.message;
  return new SatchelError(code, hideSecrets(message, secrets), {
    ...actionOf(code),
    params: {
      ...(code === plain.code && plain.params),
      ...(profile !== undefined && { profile }),
      ...(code === 'account.roleRefused' && role !== undefined && { role }),
      ...(code === 'account.codeWrong' && device !== undefined && { device }),
      ...(isAboutKeys && file !== undefined && { file }),
      ...(key !== undefined && { key }),
    },
  });
}

/** The same error with the profile that it is about, where it does not name one. */
export function withProfile(error: SatchelError, profile: string | undefined): SatchelError {
  const { code, message, params, action } = error.appError;
  if (profile === undefined || params?.profile !== undefined) return error;
  return new SatchelError(code, message, { ...(action && { action }), params: { ...params, profile } });
}

function meaningOf(failure: Failure, plainCode: ErrorCode): Meaning {
  const code = serviceCode(failure);
  const { message, status } = failure;
  if (code === 'AccessDenied' && /^MultiFactorAuthentication failed/.test(message)) return ofDevice(message);
  if (code === 'SignatureDoesNotMatch' && /^Signature (expired|not yet current)/.test(message)) {
    return { code: 'clock.skewed' };
  }
  if (code === 'ValidationError' || code === 'RegionDisabledException') return ofSetting(code, message);
  const known = codeOfService[code];
  if (known !== undefined) return { code: known };
  if (/^(network|server|credentials|clock)\.|^cancelled$/.test(plainCode)) return { code: plainCode };
  if (status === 401 || status === 403) return { code: 'account.roleRefused' };
  // Whatever else answers does not speak as such a service does, or not at all.
  return { code: 'server.badAnswer' };
}

/** A code that is wrong or was used, a role that asks for a device, and a device that is not this user's. */
function ofDevice(message: string): Meaning {
  if (/invalid MFA one time pass code/.test(message)) return { code: 'account.codeWrong' };
  const code = /must provide/.test(message) ? 'account.incomplete' : 'account.unsupported';
  return { code, key: 'mfa_serial' };
}

function ofSetting(code: string, message: string): Meaning {
  if (code === 'RegionDisabledException') return { code: 'account.unsupported', key: 'region' };
  if (/token ?code/i.test(message)) return { code: 'account.codeWrong' };
  const key = keyOfParameter.find(([pattern]) => pattern.test(message))?.[1];
  return { code: 'account.unsupported', ...(key !== undefined && { key }) };
}

function actionOf(code: ErrorCode): Pick<AppError, 'action'> {
  switch (code) {
    case 'account.signInNeeded':
      return { action: 'signIn' };
    case 'account.codeWrong':
      return { action: 'enterCode' };
    case 'account.incomplete':
    case 'account.unsupported':
    case 'account.roleRefused':
      return { action: 'openConfig' };
    default:
      return {};
  }
}

function serviceCode({ s3Code, name }: Failure): string {
  return s3Code ?? name;
}
