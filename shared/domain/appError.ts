import { z } from 'zod';

/**
 * Every way a request can fail, in the user's terms. The renderer's catalogue has one plain sentence for each
 * (`errors.<code>`); a code is `area.what`.
 */
export const errorCodes = [
  'credentials.unknownKey',
  'credentials.wrongSecret',
  'credentials.expired',
  'account.signInNeeded',
  'account.codeNeeded',
  'account.codeWrong',
  'account.roleRefused',
  'account.cycle',
  'account.sourceMissing',
  'account.sourceUnavailable',
  'account.incomplete',
  'account.unsupported',
  'account.processFailed',
  'account.processTimedOut',
  'account.processBadAnswer',
  'account.tokenFileUnreadable',
  'account.certificatesUnreadable',
  'account.readOnly',
  'account.changed',
  'account.missing',
  'account.nameTaken',
  'account.nameInvalid',
  'account.endpointInvalid',
  'account.fileNotReadable',
  'account.fileNotWritable',
  'account.fileBroken',
  'account.keychainUnavailable',
  'account.secretLost',
  'signIn.denied',
  'signIn.expired',
  'signIn.badServer',
  'signIn.badAddress',
  'signIn.failed',
  'clock.skewed',
  'access.denied',
  'access.listBucketsDenied',
  'bucket.notFound',
  'bucket.notEmpty',
  'folder.notEmpty',
  'bucket.alreadyExists',
  'bucket.nameInvalid',
  'bucket.wrongRegion',
  'object.notFound',
  'object.alreadyExists',
  'object.changed',
  'object.nameTooLong',
  'object.nameInvalid',
  'object.tooLarge',
  'object.archived',
  'object.noLink',
  'network.unreachable',
  'network.timedOut',
  'network.lost',
  'network.proxyFailed',
  'network.proxyRefused',
  'network.certificateUntrusted',
  'server.busy',
  'server.failed',
  'server.badAnswer',
  'storage.unsupported',
  'integrity.mismatch',
  'local.notFound',
  'local.notPlainFile',
  'local.linkLoop',
  'local.changed',
  'local.changedSince',
  'local.notReadable',
  'local.notWritable',
  'local.noSpace',
  'local.nameTooLong',
  'request.invalid',
  'request.unknown',
  'request.forbidden',
  'request.stale',
  'cancelled',
  'internal',
] as const;

/** The one button that an error offers, where there is something the user can do at once. */
export const errorActions = [
  'retry',
  'addBucketByName',
  'chooseAnotherPlace',
  'uploadAgain',
  'signIn',
  'enterCode',
  'editAccount',
  'openConfig',
  'openSettings',
] as const;

/** What crosses the boundary when a request fails; never an SDK error, a stack or a secret. */
export const appErrorSchema = z.strictObject({
  code: z.enum(errorCodes),
  /** The technical text, in English, for "Details". The plain words come from the catalogue, by code. */
  message: z.string(),
  /** True when the same request may succeed later without any change by the user. */
  retryable: z.boolean(),
  action: z.enum(errorActions).optional(),
  /** Values for the catalogue's sentence, such as a file's name or a size in bytes. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export type ErrorCode = (typeof errorCodes)[number];
export type ErrorAction = (typeof errorActions)[number];
export type AppError = Readonly<z.infer<typeof appErrorSchema>>;
