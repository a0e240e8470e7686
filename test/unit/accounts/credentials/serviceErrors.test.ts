import { describe, expect, test } from 'vitest';
import { serviceError } from '../../../../electron/core/accounts/credentials/serviceErrors.ts';
import { SatchelError } from '../../../../electron/core/satchelError.ts';

const context = { profile: 'prod', sourceProfile: 'base', role: 'Admin', device: 'anna' };

/** An error as the SDK throws it for a service's answer. */
function answer(name: string, status: number, message = 'Because.', more: object = {}): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status }, ...more });
}

function system(code: string): Error {
  return Object.assign(new Error(`it was ${code}`), { code });
}

describe('what services answer', () => {
  test.each<[string, Error, object]>([
    ['a role that is refused', answer('AccessDenied', 403), { code: 'account.roleRefused', role: 'Admin' }],
    [
      'a role not assigned',
      answer('ForbiddenException', 403),
      { code: 'account.roleRefused', role: 'Admin' },
    ],
    [
      'a role unknown',
      answer('ResourceNotFoundException', 404),
      { code: 'account.roleRefused', role: 'Admin' },
    ],
    ['a token refused', answer('InvalidIdentityToken', 400), { code: 'account.roleRefused', role: 'Admin' }],
    [
      'an unknown key',
      answer('InvalidClientTokenId', 403),
      { code: 'credentials.unknownKey', profile: 'base' },
    ],
    [
      'an unknown key, in JSON',
      answer('UnrecognizedClientException', 403),
      { code: 'credentials.unknownKey', profile: 'base' },
    ],
    [
      'a wrong secret',
      answer('SignatureDoesNotMatch', 403),
      { code: 'credentials.wrongSecret', profile: 'base' },
    ],
    [
      'a clock that is off',
      answer('SignatureDoesNotMatch', 403, 'Signature expired: 2026 is now earlier than 2027'),
      { code: 'clock.skewed' },
    ],
    ['keys that are over', answer('ExpiredToken', 403), { code: 'credentials.expired', profile: 'base' }],
    ['a sign-in that is over', answer('UnauthorizedException', 401), { code: 'account.signInNeeded' }],
    [
      'a wrong code',
      answer('AccessDenied', 403, 'MultiFactorAuthentication failed with invalid MFA one time pass code. '),
      { code: 'account.codeWrong', device: 'anna' },
    ],
    [
      'a code that can be none',
      answer('ValidationError', 400, "Value '1' at 'tokenCode' failed to satisfy constraint"),
      { code: 'account.codeWrong', device: 'anna' },
    ],
    [
      'a device of somebody else',
      answer(
        'AccessDenied',
        403,
        'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid.',
      ),
      { code: 'account.unsupported', key: 'mfa_serial' },
    ],
    [
      'a role that wants a device',
      answer(
        'AccessDenied',
        403,
        'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code. ',
      ),
      { code: 'account.incomplete', key: 'mfa_serial' },
    ],
    [
      'too long a session',
      answer(
        'ValidationError',
        400,
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      ),
      { code: 'account.unsupported', key: 'duration_seconds' },
    ],
    [
      'a bad session name',
      answer('ValidationError', 400, "Value 'a b' at 'roleSessionName' failed to satisfy constraint"),
      { code: 'account.unsupported', key: 'role_session_name' },
    ],
    [
      'a role that is no ARN',
      answer('ValidationError', 400, 'Request ARN is invalid: Invalid ARN'),
      { code: 'account.unsupported', key: 'role_arn' },
    ],
    [
      'a region that is off',
      answer('RegionDisabledException', 403),
      { code: 'account.unsupported', key: 'region' },
    ],
    ['too many requests', answer('TooManyRequestsException', 429), { code: 'server.busy' }],
    ['throttling', answer('Throttling', 400), { code: 'server.busy' }],
    ['a server that fails', answer('InternalFailure', 500), { code: 'server.failed' }],
    ['something else', answer('Whatever', 418), { code: 'server.badAnswer' }],
    [
      'a web page',
      Object.assign(new SyntaxError('Unexpected token <'), {
        $response: { statusCode: 200, headers: { 'content-type': 'text/html; charset=utf-8' } },
      }),
      { code: 'server.badAnswer' },
    ],
    [
      'a web page with a status',
      answer('Unknown', 404, 'Because.', {
        $response: { statusCode: 404, headers: { 'content-type': 'text/html' } },
      }),
      { code: 'server.badAnswer' },
    ],
    [
      'no keys',
      Object.assign(new Error('Invalid'), { name: 'CredentialsProviderError' }),
      { code: 'server.badAnswer' },
    ],
    ['nobody there', system('ECONNREFUSED'), { code: 'network.unreachable' }],
    ['no such name', system('ENOTFOUND'), { code: 'network.unreachable' }],
    ['a broken line', system('ECONNRESET'), { code: 'network.lost' }],
    [
      'a strange certificate',
      system('DEPTH_ZERO_SELF_SIGNED_CERT'),
      { code: 'network.certificateUntrusted' },
    ],
  ])('%s', (_, error, expected) => {
    const { code, params } = serviceError(error, context).appError;
    expect({ code, ...params }).toEqual({ profile: 'prod', ...expected });
  });

  test('what is already an error of ours stays, and names the profile', () => {
    const own = new SatchelError('account.signInNeeded', 'Over.', { action: 'signIn' });
    expect(serviceError(own, context).appError).toEqual({
      code: 'account.signInNeeded',
      message: 'Over.',
      retryable: false,
      action: 'signIn',
      params: { profile: 'prod' },
    });
    const named = new SatchelError('account.signInNeeded', 'Over.', { params: { profile: 'deep' } });
    expect(serviceError(named, context)).toBe(named);
  });

  test('no secret gets into the text, and nothing of the SDK is kept', () => {
    const keys = {
      accessKeyId: 'AKIACANARY',
      secretAccessKey: 'canary/secret',
      sessionToken: 'canary+token',
    };
    const text =
      'AKIACANARY canary/secret canary%2Ftoken canary+token canary%2Btoken 123456 web.canary.token';
    const error = serviceError(answer('AccessDenied', 403, text), {
      ...context,
      keys,
      secrets: ['123456', 'web.canary.token'],
    });
    expect(error.message).not.toMatch(/AKIACANARY|canary.secret|canary(\+|%2B)token|123456|web\.canary/);
    expect(error.cause).toBeUndefined();
    const unreadable = new SyntaxError('Unexpected token c in "…canary…" is not valid JSON');
    expect(serviceError(unreadable, context).message).not.toContain('canary');
  });
});
