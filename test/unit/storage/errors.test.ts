import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Credentials } from '../../../electron/core/accounts/credentials/credentialSource.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createErrorMapper, type ErrorContext } from '../../../electron/core/storage/s3/errors.ts';

const keys: Credentials = {
  accessKeyId: 'AKIAEXAMPLEKEYID0001',
  secretAccessKey: 'a/secret+with/odd=characters',
  sessionToken: 'the/session+token==',
};
const earlierKeys: Credentials = {
  accessKeyId: 'ASIAEARLIERKEYS00002',
  secretAccessKey: 'an/earlier+secret',
};

const mapError = createErrorMapper(
  () => [keys, earlierKeys],
  () => undefined,
);
const s3 = (Code: string, httpStatusCode: number, more = {}) =>
  Object.assign(new Error('what the server says'), {
    name: Code,
    Code,
    $metadata: { httpStatusCode },
    ...more,
  });
const bare = (httpStatusCode: number) =>
  Object.assign(new Error('UnknownError'), { name: 'NotFound', $metadata: { httpStatusCode } });
const system = (code: string, name = 'Error') => Object.assign(new Error(`connect ${code}`), { code, name });
const codeOf = (error: unknown, context?: ErrorContext) => mapError(error, context).code;

describe('how long a busy server wants to be left alone', () => {
  const date = 'Sun, 06 Nov 1994 08:49:37 GMT';
  test.for([
    [{ 'retry-after': '7' }, { retryAfterMs: 7000 }],
    [{ 'retry-after': '0' }, { retryAfterMs: 0 }],
    [{ 'retry-after': 'Sun, 06 Nov 1994 08:50:07 GMT', date }, { retryAfterMs: 30_000 }],
    [{ 'retry-after': 'Sun, 06 Nov 1994 08:40:00 GMT', date }, { retryAfterMs: 0 }],
    [{ 'retry-after': '86400' }, { retryAfterMs: 600_000 }],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ] as const)('%o', ([headers, params]) => {
    const busy = s3('SlowDown', 503, { $response: { statusCode: 503, headers } });
    expect(mapError(busy).appError).toMatchObject({ code: 'server.busy', retryable: true });
    expect(mapError(busy).appError.params).toEqual(params);
  });

  test('is said of nothing else', () => {
    const denied = s3('AccessDenied', 403, { $response: { headers: { 'retry-after': '7' } } });
    expect(mapError(denied).appError.params).toBeUndefined();
  });
});

describe('the meaning of a failure', () => {
  test.for([
    ['InvalidAccessKeyId', 403, 'credentials.unknownKey'],
    ['SignatureDoesNotMatch', 403, 'credentials.wrongSecret'],
    ['ExpiredToken', 400, 'credentials.expired'],
    ['InvalidToken', 400, 'credentials.expired'],
    ['RequestTimeTooSkewed', 403, 'clock.skewed'],
    ['AccessDenied', 403, 'access.denied'],
    ['NoSuchBucket', 404, 'bucket.notFound'],
    ['BucketNotEmpty', 409, 'bucket.notEmpty'],
    ['BucketAlreadyExists', 409, 'bucket.alreadyExists'],
    ['BucketAlreadyOwnedByYou', 409, 'bucket.alreadyExists'],
    ['InvalidBucketName', 400, 'bucket.nameInvalid'],
    ['PermanentRedirect', 301, 'bucket.wrongRegion'],
    ['AuthorizationHeaderMalformed', 400, 'bucket.wrongRegion'],
    ['IllegalLocationConstraintException', 400, 'bucket.wrongRegion'],
    ['NoSuchKey', 404, 'object.notFound'],
    ['NoSuchUpload', 404, 'request.stale'],
    ['PreconditionFailed', 412, 'object.changed'],
    ['ConditionalRequestConflict', 409, 'object.changed'],
    ['KeyTooLongError', 400, 'object.nameTooLong'],
    ['InvalidURI', 400, 'object.nameInvalid'],
    ['EntityTooLarge', 400, 'object.tooLarge'],
    ['BadDigest', 400, 'integrity.mismatch'],
    ['InvalidPart', 400, 'integrity.mismatch'],
    ['EntityTooSmall', 400, 'request.invalid'],
    ['SlowDown', 503, 'server.busy'],
    ['ServiceUnavailable', 503, 'server.busy'],
    ['InternalError', 500, 'server.failed'],
    ['RequestTimeout', 400, 'network.timedOut'],
    ['NotImplemented', 501, 'storage.unsupported'],
    ['SomethingNew', 403, 'access.denied'],
    ['SomethingNew', 418, 'server.badAnswer'],
    ['SomethingNew', 507, 'server.failed'],
  ] as const)('S3 says %s with %i: %s', ([code, status, expected]) => {
    expect(codeOf(s3(code, status))).toBe(expected);
  });

  test.for([
    [200, 'server.badAnswer'],
    [301, 'bucket.wrongRegion'],
    [400, 'request.invalid'],
    [401, 'access.denied'],
    [403, 'access.denied'],
    [404, 'bucket.notFound'],
    [409, 'server.busy'],
    [412, 'object.changed'],
    [413, 'object.tooLarge'],
    [429, 'server.busy'],
    [500, 'server.failed'],
    [502, 'server.failed'],
    [503, 'server.busy'],
  ] as const)('an answer without a body has status %i: %s', ([status, expected]) => {
    expect(codeOf(bare(status))).toBe(expected);
  });

  test.for([
    ['ECONNREFUSED', 'network.unreachable'],
    ['ENOTFOUND', 'network.unreachable'],
    ['EAI_AGAIN', 'network.unreachable'],
    ['EHOSTUNREACH', 'network.unreachable'],
    ['ENETUNREACH', 'network.unreachable'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'network.certificateUntrusted'],
    ['CERT_HAS_EXPIRED', 'network.certificateUntrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'network.certificateUntrusted'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'network.unreachable'],
    ['EPROTO', 'network.unreachable'],
    ['ECONNRESET', 'network.lost'],
    ['EPIPE', 'network.lost'],
    ['ETIMEDOUT', 'network.timedOut'],
    ['HPE_INVALID_CONSTANT', 'server.badAnswer'],
    ['SOMETHING_ELSE', 'internal'],
  ] as const)('Node says %s: %s', ([code, expected]) => {
    expect(codeOf(system(code))).toBe(expected);
    // The SDK gives broken connections the name of a timeout; their code counts.
    if (expected === 'network.lost') expect(codeOf(system(code, 'TimeoutError'))).toBe(expected);
  });

  test('the SDK gave up waiting: for a connection is unreachable, for an answer is timed out', () => {
    const timeout = (message: string) => Object.assign(new Error(message), { name: 'TimeoutError' });
    expect(codeOf(timeout('the request socket did not establish a connection with the server'))).toBe(
      'network.unreachable',
    );
    expect(codeOf(timeout('the request socket timed out after 100 ms of inactivity'))).toBe(
      'network.timedOut',
    );
  });

  test('what was asked decides what a bare status means', () => {
    expect(codeOf(bare(404), { key: 'k' })).toBe('object.notFound');
    expect(codeOf(s3('NoSuchKey', 404), { key: 'k', needsUpload: true })).toBe('request.stale');
    expect(codeOf(bare(412), { preconditionCode: 'object.alreadyExists' })).toBe('object.alreadyExists');
    expect(codeOf(s3('NoSuchKey', 404), { preconditionCode: 'object.changed' })).toBe('object.changed');
    expect(codeOf(s3('AccessDenied', 403), { deniedCode: 'access.listBucketsDenied' })).toBe(
      'access.listBucketsDenied',
    );
  });

  test('whatever is thrown after the signal is a call that was given up', () => {
    const signal = AbortSignal.abort();
    expect(codeOf(system('ECONNRESET'), { signal })).toBe('cancelled');
    expect(codeOf(Object.assign(new Error('aborted'), { name: 'AbortError' }))).toBe('cancelled');
  });

  test('values that are no errors, and errors of our own, pass through', () => {
    expect(codeOf('a string')).toBe('internal');
    expect(codeOf(undefined)).toBe('internal');
    const own = new SatchelError('object.nameTooLong', 'ours');
    expect(mapError(own)).toBe(own);
  });
});

describe('what the user is told beside it', () => {
  test('the bucket, the name, the region, the distance of the clock, and what to do', () => {
    const skewed = createErrorMapper(
      () => [],
      () => ({ minutes: 20, direction: 'ahead' }),
    );
    const appErrors = [
      mapError(s3('NoSuchBucket', 404), { bucket: 'films' }),
      mapError(s3('NoSuchKey', 404), { bucket: 'films', key: 'a/b/c.txt' }),
      mapError(s3('PermanentRedirect', 301, { Region: 'eu-west-1' }), { bucket: 'films' }),
      mapError(s3('AccessDenied', 403), { deniedCode: 'access.listBucketsDenied' }),
      mapError(s3('SlowDown', 503)),
      skewed(s3('RequestTimeTooSkewed', 403)),
    ].map(({ appError: { message: _message, ...rest } }) => rest);
    expect(appErrors).toEqual([
      { code: 'bucket.notFound', retryable: false, params: { bucket: 'films' } },
      { code: 'object.notFound', retryable: false, params: { name: 'c.txt' } },
      { code: 'bucket.wrongRegion', retryable: false, params: { region: 'eu-west-1' } },
      { code: 'access.listBucketsDenied', retryable: false, action: 'addBucketByName' },
      { code: 'server.busy', retryable: true },
      { code: 'clock.skewed', retryable: false, params: { minutes: 20, direction: 'ahead' } },
    ]);
  });

  test('the technical text names the code, the status and the sentence of the server', () => {
    expect(mapError(s3('AccessDenied', 403)).message).toBe('AccessDenied (HTTP 403): what the server says');
    expect(mapError(bare(404)).message).toBe('NotFound (HTTP 404)');
  });
});

describe('secrets', () => {
  const { accessKeyId, secretAccessKey, sessionToken = '' } = keys;
  const signature = 'f'.repeat(64);
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261122/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${signature}`;
  const leaky = [
    `The key ${accessKeyId} does not exist`,
    `GET /?X-Amz-Credential=${accessKeyId}%2F20261122&X-Amz-Signature=${signature}&X-Amz-Security-Token=${encodeURIComponent(sessionToken)}`,
    `Authorization: ${authorization}`,
    `the secret is ${secretAccessKey} or ${encodeURIComponent(secretAccessKey)}`,
    `the token is ${sessionToken}`,
    `before it were ${earlierKeys.accessKeyId} and ${earlierKeys.secretAccessKey}`,
    `we calculated ${signature}`,
  ];

  test('are not told in part where a long text is cut', () => {
    for (let length = 1900; length < 2000; length += 1) {
      const message = `${'word '.repeat(length / 5)}${secretAccessKey} and ${'on '.repeat(1_000_000)}`;
      const shown = mapError(s3('AccessDenied', 403, { message })).message;
      expect(shown.length).toBeLessThanOrEqual(2001);
      expect(shown).not.toContain(secretAccessKey.slice(0, 5));
    }
  });

  test.for(leaky)('nothing of them is in the error: %s', (message) => {
    const error = Object.assign(new Error(message), {
      name: 'SignatureDoesNotMatch',
      Code: 'SignatureDoesNotMatch',
      AWSAccessKeyId: accessKeyId,
      StringToSign: authorization,
      SignatureProvided: signature,
      $metadata: { httpStatusCode: 403 },
      $response: { statusCode: 403, headers: { authorization } },
    });
    const mapped = mapError(error, { bucket: 'b', key: 'k' });
    const shown = [inspect(mapped, { depth: 10, showHidden: true }), JSON.stringify(mapped.appError)].join(
      '\n',
    );
    const { accessKeyId: earlierId, secretAccessKey: earlierSecret } = earlierKeys;
    for (const secret of [
      accessKeyId,
      secretAccessKey,
      sessionToken,
      earlierId,
      earlierSecret,
      signature,
      'AWS4-HMAC',
    ]) {
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain(encodeURIComponent(secret));
    }
  });
});
