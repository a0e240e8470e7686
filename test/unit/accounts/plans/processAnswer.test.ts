import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseProcessAnswer } from '../../../../electron/core/accounts/credentials/processAnswer.ts';

const answer = { Version: 1, AccessKeyId: 'AKIDEXAMPLE', SecretAccessKey: 'canary-secret' };
const nowMs = Date.UTC(2026, 10, 22, 12);

test('null stands for a token and an end that there are not', () => {
  const text = JSON.stringify({ ...answer, SessionToken: null, Expiration: null, AccountId: '111122223333' });
  expect(parseProcessAnswer(`\n${text}\n`, nowMs)).toEqual({
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'canary-secret',
  });
});

test.for([
  ['2026-11-22T13:00:00Z', Date.UTC(2026, 10, 22, 13)],
  ['2026-11-22T13:00:00.123456789Z', Date.UTC(2026, 10, 22, 13, 0, 0, 123)],
  ['2026-11-22T14:30:00+01:30', Date.UTC(2026, 10, 22, 13)],
  ['2026-11-22T08:00:00-0500', Date.UTC(2026, 10, 22, 13)],
  ['2026-11-22 13:00:00 +00', Date.UTC(2026, 10, 22, 13)],
  ['2026-11-22T13:00:00', Date.UTC(2026, 10, 22, 13)],
  ['2026-11-22t13:00z', Date.UTC(2026, 10, 22, 13)],
] as const)('the time %s is read', ([Expiration, expiresAtMs]) => {
  expect(parseProcessAnswer(JSON.stringify({ ...answer, Expiration }), nowMs)).toMatchObject({ expiresAtMs });
});

test.for(['tomorrow', '1795438800', '2026-11-22', '2026-13-22T13:00:00Z', '22.11.2026 13:00', '13:00'])(
  'the time <%s> is refused',
  (Expiration) => {
    expect(parseProcessAnswer(JSON.stringify({ ...answer, Expiration }), nowMs)).toBe(
      'printed no valid Expiration.',
    );
  },
);

test('keys that end now have ended', () => {
  expect(parseProcessAnswer(JSON.stringify({ ...answer, Expiration: '2026-11-22T12:00:00Z' }), nowMs)).toBe(
    'printed keys that expired at 2026-11-22T12:00:00.000Z.',
  );
});

test('whatever is printed, there are keys or a reason that quotes nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((value) => JSON.stringify({ ...answer, Version: value })),
      ),
      (text) => {
        const result = parseProcessAnswer(text, nowMs);
        expect(typeof result === 'string' ? result : '').not.toContain('canary');
      },
    ),
  );
});
