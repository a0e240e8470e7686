import { randomUUID } from 'node:crypto';
import { element, type XmlChild, xmlDocument } from '../s3server/xml.ts';
import { authenticateCaller } from './callerSignature.ts';
import type { Caller, Ledger } from './ledger.ts';
import { type IdentityReply, type IdentityRequest, type IdentityRole, ServiceError } from './model.ts';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
const leastSeconds = 900;
const chainedSeconds = 3600;
const mostSeconds = 43_200;

/** The action that a request to STS means. */
export function stsOperation(request: IdentityRequest): string {
  return parameters(request).get('Action') ?? '';
}

/** Answers a request in STS's query protocol (AWS STS API Reference, 2011-06-15). */
export async function answerSts(request: IdentityRequest, ledger: Ledger): Promise<IdentityReply> {
  const given = parameters(request);
  const action = given.get('Action') ?? '';
  switch (action) {
    case 'GetCallerIdentity': {
      const caller = authenticateCaller(request, ledger);
      return result(action, [
        element('Arn', caller.arn),
        element('UserId', caller.userId),
        element('Account', caller.accountId),
      ]);
    }
    case 'AssumeRole':
      return result(action, await assumeRole(given, authenticateCaller(request, ledger), ledger));
    case 'AssumeRoleWithWebIdentity':
      return result(action, await assumeRoleWithWebIdentity(given, ledger));
    default:
      throw new ServiceError(
        400,
        'InvalidAction',
        `Could not find operation ${action} for version 2011-06-15`,
      );
  }
}

/** An error in STS's XML form. */
export function stsErrorReply(error: ServiceError): IdentityReply {
  const body = xmlDocument(
    'ErrorResponse',
    [
      element('Error', [
        element('Type', error.status < 500 ? 'Sender' : 'Receiver'),
        element('Code', error.code),
        element('Message', error.message),
      ]),
      element('RequestId', randomUUID()),
    ],
    namespace,
  );
  return { status: error.status, contentType: 'text/xml', body };
}

async function assumeRole(given: URLSearchParams, caller: Caller, ledger: Ledger): Promise<XmlChild[]> {
  const roleArn = required(given, 'RoleArn');
  const role = ledger.role(roleArn);
  const isTrusted =
    role?.trusted?.some((arn) => arn === caller.arn || arn === caller.roleArn) ?? role !== undefined;
  const refused = (): ServiceError =>
    new ServiceError(
      403,
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    );
  if (role === undefined || !isTrusted) throw refused();
  if (role.externalId !== undefined && given.get('ExternalId') !== role.externalId) throw refused();
  if (role.mfaSerial !== undefined) checkCode(given, role, refused);
  const seconds = duration(given, role);
  if (caller.roleArn !== undefined && seconds > chainedSeconds) {
    throw invalid(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  return issued(given, roleArn, seconds, ledger);
}

async function assumeRoleWithWebIdentity(given: URLSearchParams, ledger: Ledger): Promise<XmlChild[]> {
  const roleArn = required(given, 'RoleArn');
  const token = required(given, 'WebIdentityToken');
  const role = ledger.role(roleArn);
  if (role === undefined) {
    throw new ServiceError(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  }
  if (role.webIdentityToken !== undefined && role.webIdentityToken !== token) {
    throw new ServiceError(
      400,
      'InvalidIdentityToken',
      'The web identity token that was passed could not be validated.',
    );
  }
  return issued(given, roleArn, duration(given, role), ledger);
}

function checkCode(given: URLSearchParams, role: IdentityRole, refused: () => ServiceError): void {
  const serial = given.get('SerialNumber');
  const code = given.get('TokenCode');
  if (serial === null || code === null) throw refused();
  const failed = (why: string) =>
    new ServiceError(403, 'AccessDenied', `MultiFactorAuthentication failed${why}`);
  if (serial !== role.mfaSerial) {
    throw failed(
      ', unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  if (code !== role.mfaCode) throw failed(' with invalid MFA one time pass code. ');
}

function duration(given: URLSearchParams, role: IdentityRole): number {
  const text = given.get('DurationSeconds') ?? String(Math.min(3600, role.maxDurationSeconds ?? mostSeconds));
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds >= leastSeconds && seconds <= mostSeconds)) {
    throw invalid(
      `1 validation error detected: Value '${text}' at 'durationSeconds' failed to satisfy constraint: Member must have value between ${leastSeconds} and ${mostSeconds}`,
    );
  }
  if (seconds > (role.maxDurationSeconds ?? mostSeconds)) {
    throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return seconds;
}

async function issued(
  given: URLSearchParams,
  roleArn: string,
  seconds: number,
  ledger: Ledger,
): Promise<XmlChild[]> {
  const sessionName = required(given, 'RoleSessionName');
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    throw invalid(
      `1 validation error detected: Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  const keys = await ledger.issue(roleArn, sessionName, seconds);
  return [
    element('AssumedRoleUser', [element('AssumedRoleId', keys.userId), element('Arn', keys.arn)]),
    element('Credentials', [
      element('AccessKeyId', keys.accessKeyId),
      element('SecretAccessKey', keys.secretAccessKey),
      element('SessionToken', keys.sessionToken),
      element('Expiration', new Date(keys.expiresAtMs).toISOString().replace('.000', '')),
    ]),
  ];
}

function parameters(request: IdentityRequest): URLSearchParams {
  return request.method === 'POST' ? new URLSearchParams(request.body) : request.query;
}

function required(given: URLSearchParams, name: string): string {
  const value = given.get(name);
  if (value === null || value === '') {
    throw invalid(
      `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}

function invalid(message: string): ServiceError {
  return new ServiceError(400, 'ValidationError', message);
}

function result(action: string, content: readonly XmlChild[]): IdentityReply {
  const body = xmlDocument(
    `${action}Response`,
    [element(`${action}Result`, content), element('ResponseMetadata', [element('RequestId', randomUUID())])],
    namespace,
  );
  return { status: 200, contentType: 'text/xml', body };
}
