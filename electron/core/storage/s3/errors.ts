import type { AppError, ErrorCode } from '../../../../shared/domain/appError.ts';
import type { Credentials } from '../../accounts/credentials/credentialSource.ts';
import { isCertificateCode } from '../../network/certificateErrors.ts';
import { SatchelError } from '../../satchelError.ts';
import { nameOf } from '../rules.ts';
import type { ClockSkew } from './clock.ts';
import { hideSecrets } from './hideSecrets.ts';

/** What was asked, as far as the meaning of a failure depends on it. */
export type ErrorContext = {
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
  /** The codes that a failed precondition, and a refusal, stand for in this call. */
  readonly preconditionCode?: 'object.alreadyExists' | 'object.changed' | undefined;
  readonly deniedCode?: 'access.listBucketsDenied' | undefined;
  /** True when the call needs an unfinished upload, which some servers report missing as they do a key. */
  readonly needsUpload?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** What can be read from whatever the SDK or Node threw. */
export type Failure = {
  readonly name: string;
  readonly message: string;
  /** Node's error code, such as ECONNRESET. */
  readonly systemCode: string | undefined;
  /** S3's error code, such as NoSuchKey. */
  readonly s3Code: string | undefined;
  readonly status: number | undefined;
  /** The region that the server says the bucket is in. */
  readonly region: string | undefined;
  /** True for a web page, such as a proxy's or a sign-in portal's. */
  readonly isPage: boolean;
  /** For how long the server wants to be left alone. */
  readonly retryAfterMs: number | undefined;
};

/** Source: Amazon S3 API Reference, "Error responses", and the codes that other servers were seen to send. */
const codeOfS3: Readonly<Record<string, ErrorCode>> = {
  InvalidAccessKeyId: 'credentials.unknownKey',
  InvalidClientTokenId: 'credentials.unknownKey',
  UnrecognizedClientException: 'credentials.unknownKey',
  SignatureDoesNotMatch: 'credentials.wrongSecret',
  ExpiredToken: 'credentials.expired',
  ExpiredTokenException: 'credentials.expired',
  InvalidToken: 'credentials.expired',
  TokenRefreshRequired: 'credentials.expired',
  RequestTimeTooSkewed: 'clock.skewed',
  RequestExpired: 'clock.skewed',
  AccessDenied: 'access.denied',
  AccessDeniedException: 'access.denied',
  AccountProblem: 'access.denied',
  AllAccessDisabled: 'access.denied',
  Forbidden: 'access.denied',
  NotSignedUp: 'access.denied',
  QuotaExceeded: 'access.denied',
  TooManyBuckets: 'access.denied',
  NoSuchBucket: 'bucket.notFound',
  BucketNotEmpty: 'bucket.notEmpty',
  BucketAlreadyExists: 'bucket.alreadyExists',
  BucketAlreadyOwnedByYou: 'bucket.alreadyExists',
  InvalidBucketName: 'bucket.nameInvalid',
  AuthorizationHeaderMalformed: 'bucket.wrongRegion',
  IllegalLocationConstraintException: 'bucket.wrongRegion',
  InvalidLocationConstraint: 'bucket.wrongRegion',
  PermanentRedirect: 'bucket.wrongRegion',
  Redirect: 'bucket.wrongRegion',
  TemporaryRedirect: 'bucket.wrongRegion',
  NoSuchKey: 'object.notFound',
  NoSuchVersion: 'object.notFound',
  NoSuchUpload: 'request.stale',
  KeyTooLong: 'object.nameTooLong',
  KeyTooLongError: 'object.nameTooLong',
  InvalidObjectName: 'object.nameInvalid',
  InvalidURI: 'object.nameInvalid',
  XMinioInvalidObjectName: 'object.nameInvalid',
  EntityTooLarge: 'object.tooLarge',
  MaxMessageLengthExceeded: 'object.tooLarge',
  BadDigest: 'integrity.mismatch',
  IncompleteBody: 'integrity.mismatch',
  InvalidDigest: 'integrity.mismatch',
  InvalidPart: 'integrity.mismatch',
  XAmzContentChecksumMismatch: 'integrity.mismatch',
  XAmzContentSHA256Mismatch: 'integrity.mismatch',
  RequestTimeout: 'network.timedOut',
  Busy: 'server.busy',
  OperationAborted: 'server.busy',
  RequestLimitExceeded: 'server.busy',
  ServiceUnavailable: 'server.busy',
  SlowDown: 'server.busy',
  Throttling: 'server.busy',
  ThrottlingException: 'server.busy',
  TooManyRequests: 'server.busy',
  InternalError: 'server.failed',
  InvalidObjectState: 'storage.unsupported',
  MethodNotAllowed: 'storage.unsupported',
  NotImplemented: 'storage.unsupported',
  EntityTooSmall: 'request.invalid',
  InvalidArgument: 'request.invalid',
  InvalidPartOrder: 'request.invalid',
  InvalidRange: 'request.invalid',
  InvalidRequest: 'request.invalid',
  MetadataTooLarge: 'request.invalid',
};

/** For answers without a code of S3's, such as those to HEAD, which have no body. */
const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  301: 'bucket.wrongRegion',
  307: 'bucket.wrongRegion',
  400: 'request.invalid',
  401: 'access.denied',
  403: 'access.denied',
  405: 'storage.unsupported',
  408: 'network.timedOut',
  411: 'storage.unsupported',
  413: 'object.tooLarge',
  416: 'request.invalid',
  429: 'server.busy',
  501: 'storage.unsupported',
  503: 'server.busy',
  504: 'network.timedOut',
  509: 'server.busy',
};

const codeOfSystem: Readonly<Record<string, ErrorCode>> = {
  EADDRNOTAVAIL: 'network.unreachable',
  EAI_AGAIN: 'network.unreachable',
  EAI_FAIL: 'network.unreachable',
  ECONNREFUSED: 'network.unreachable',
  EHOSTDOWN: 'network.unreachable',
  EHOSTUNREACH: 'network.unreachable',
  ENETDOWN: 'network.unreachable',
  ENETUNREACH: 'network.unreachable',
  ENOTFOUND: 'network.unreachable',
  ECONNABORTED: 'network.lost',
  ECONNRESET: 'network.lost',
  EPIPE: 'network.lost',
  ERR_STREAM_PREMATURE_CLOSE: 'network.lost',
  ETIMEDOUT: 'network.timedOut',
  ERR_INVALID_CHAR: 'request.invalid',
};

/** A server may answer with anything; nobody reads more. */
const maxTextLength = 2000;

/** A port that does not speak TLS, or none that is safe enough. */
const tlsCode = /^(ERR_SSL_|ERR_TLS_|EPROTO)/;

/** Reads what a caught value tells, whoever threw it. */
export function readFailure(error: unknown): Failure {
  const root = fieldsOf(error);
  const metadata = fieldsOf(root.$metadata);
  const headers = fieldsOf(fieldsOf(root.$response).headers);
  const status = numberOf(metadata.httpStatusCode) ?? numberOf(fieldsOf(root.$response).statusCode);
  const name = textOf(root.name) ?? 'Error';
  const s3Code = textOf(root.Code) ?? (status !== undefined && name in codeOfS3 ? name : undefined);
  return {
    name,
    message: textOf(root.message) ?? '',
    systemCode: textOf(root.code),
    s3Code,
    status,
    region: regionOf(root.Region) ?? regionOf(headers['x-amz-bucket-region']),
    isPage: textOf(headers['content-type'])?.startsWith('text/html') ?? false,
    retryAfterMs: retryAfterOf(textOf(headers['retry-after']), textOf(headers.date)),
  };
}

/** True when nothing came for too long; the SDK calls a connection that broke a timeout too, and that it is not. */
export function isSilence(error: unknown): boolean {
  const { name, systemCode } = readFailure(error);
  return name === 'TimeoutError' && (systemCode === undefined || systemCode === 'ETIMEDOUT');
}

/** True when the server refused a request because of the time in its signature. */
export function isClockRefusal(error: unknown): boolean {
  const { s3Code } = readFailure(error);
  return s3Code !== undefined && codeOfS3[s3Code] === 'clock.skewed';
}

/** Turns whatever a call threw into the one error that leaves the storage; its text holds no secret of the connection. */
export type ErrorMapper = (error: unknown, context?: ErrorContext) => SatchelError;

/**
 * Makes the mapper of a connection; `recentKeys` are those that may stand in a message, `skew` says how far the clock is
 * off, as far as it is known.
 */
export function createErrorMapper(
  recentKeys: () => readonly Credentials[],
  skew: () => ClockSkew | undefined,
): ErrorMapper {
  return (error, context = {}) => {
    if (error instanceof SatchelError) return error;
    if (context.signal?.aborted) return new SatchelError('cancelled', 'The call was given up.');
    const failure = readFailure(error);
    const code = codeOf(failure, context);
    const keys = recentKeys();
    const message = hide(textOfFailure(failure), keys);
    const region = failure.region && hide(failure.region, keys);
    // The SDK's error is not kept as the cause: it carries the string to sign and the access key id.
    return new SatchelError(code, message, {
      ...actionOf(code),
      ...paramsOf(code, { ...failure, region }, context, skew()),
    });
  };
}

function codeOf(failure: Failure, context: ErrorContext): ErrorCode {
  const code = plainCodeOf(failure, context);
  if (code === 'access.denied' && context.deniedCode !== undefined) return context.deniedCode;
  if (code === 'object.notFound' && context.needsUpload) return 'request.stale';
  // To replace only the version that was seen, and to find none, is the same surprise.
  if (code === 'object.notFound' && context.preconditionCode === 'object.changed') return 'object.changed';
  return code;
}

function plainCodeOf(failure: Failure, context: ErrorContext): ErrorCode {
  const { name, message, systemCode, s3Code, status } = failure;
  const isPrecondition = s3Code === 'PreconditionFailed' || s3Code === 'ConditionalRequestConflict';
  if (isPrecondition || status === 412) return context.preconditionCode ?? 'object.changed';
  const known = s3Code === undefined ? undefined : codeOfS3[s3Code];
  if (known !== undefined) return known;
  if (systemCode !== undefined) {
    const ofSystem = codeOfSystem[systemCode];
    if (ofSystem !== undefined) return ofSystem;
    if (isCertificateCode(systemCode)) return 'network.certificateUntrusted';
    if (tlsCode.test(systemCode)) return 'network.unreachable';
    if (systemCode.startsWith('HPE_')) return 'server.badAnswer';
  }
  if (name === 'InvalidBucketName') return 'bucket.nameInvalid';
  if (name === 'TimeoutError') {
    return /establish a connection/.test(message) ? 'network.unreachable' : 'network.timedOut';
  }
  if (status === undefined) return name === 'AbortError' ? 'cancelled' : 'internal';
  if (failure.isPage && s3Code === undefined && status < 500 && status !== 429) return 'server.badAnswer';
  return codeOfBareStatus(status, context);
}

function codeOfBareStatus(status: number, context: ErrorContext): ErrorCode {
  if (status === 404) return context.key === undefined ? 'bucket.notFound' : 'object.notFound';
  if (status === 409) return context.preconditionCode ?? 'server.busy';
  if (status < 300) return 'server.badAnswer';
  return codeOfStatus[status] ?? (status >= 500 ? 'server.failed' : 'server.badAnswer');
}

function actionOf(code: ErrorCode): Pick<AppError, 'action'> {
  return code === 'access.listBucketsDenied' ? { action: 'addBucketByName' } : {};
}

function paramsOf(
  code: ErrorCode,
  { region, retryAfterMs }: Pick<Failure, 'region' | 'retryAfterMs'>,
  { bucket, key }: ErrorContext,
  skew: ClockSkew | undefined,
): Pick<AppError, 'params'> {
  if (code === 'clock.skewed') return skew ? { params: { ...skew } } : {};
  if (code === 'server.busy') return retryAfterMs === undefined ? {} : { params: { retryAfterMs } };
  if (code === 'bucket.wrongRegion' && region) return { params: { region } };
  const isAboutBucket = code.startsWith('bucket.') || code === 'access.denied';
  if (isAboutBucket) return bucket === undefined ? {} : { params: { bucket } };
  const isAboutObject = code.startsWith('object.') || code === 'integrity.mismatch';
  return isAboutObject && key !== undefined ? { params: { name: nameOf(key) } } : {};
}

function textOfFailure({ name, message, systemCode, s3Code, status }: Failure): string {
  const label = s3Code ?? systemCode ?? name;
  const answer = status === undefined ? label : `${label} (HTTP ${status})`;
  // The SDK's note on deserialisation says nothing to a reader of "Details".
  const text = message.split('\n')[0]?.trim() ?? '';
  return cut(text === '' || text === label || text === 'UnknownError' ? answer : `${answer}: ${text}`);
}

/** Cuts at a space, so that no part of a secret is left that would not be known as one. */
function cut(text: string): string {
  if (text.length <= maxTextLength) return text;
  return `${text.slice(0, text.lastIndexOf(' ', maxTextLength) + 1)}…`;
}

function hide(text: string, keys: readonly Credentials[]): string {
  const secrets = keys
    .flatMap(({ accessKeyId, secretAccessKey, sessionToken }) => [sessionToken, secretAccessKey, accessKeyId])
    .flatMap((secret) => (secret ? [secret, encodeURIComponent(secret)] : []));
  return hideSecrets(text, secrets)
    .replace(/\b(Credential|Signature|X-Amz-[A-Za-z-]+)=[^\s,&"]+/gi, '$1=***')
    .replace(/AWS4-HMAC-SHA256[^\n]*/g, '***')
    .replace(/\b[0-9a-f]{64}\b/gi, '***');
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A region's name; what else a server puts there is not passed on. */
function regionOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && /^[\w.-]{1,63}$/.test(text) ? text : undefined;
}

/** Longer would look as if nothing went on any more. */
const maxRetryAfterMs = 10 * 60_000;

/** Reads seconds, or a date by the server's own clock (RFC 9110, 10.2.3). */
function retryAfterOf(text: string | undefined, date: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const serverMs = Date.parse(date ?? '');
  const nowMs = Number.isNaN(serverMs) ? Date.now() : serverMs;
  const delayMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(delayMs) ? undefined : Math.min(Math.max(delayMs, 0), maxRetryAfterMs);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
