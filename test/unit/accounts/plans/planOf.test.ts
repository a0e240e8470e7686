import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CredentialPlan } from '../../../../electron/core/accounts/credentials/credentialPlan.ts';
import { planOf, signInOf } from '../../../../electron/core/accounts/credentials/planOf.ts';
import type { Profile, ProfileSet, Settings } from '../../../../electron/core/accounts/profiles/profile.ts';
import { s3SettingsOf } from '../../../../electron/core/accounts/s3Settings.ts';
import { SatchelError } from '../../../../electron/core/satchelError.ts';

const keys = { aws_access_key_id: 'AKIDEXAMPLE', aws_secret_access_key: 'canary-secret' };
const roleArn = 'arn:aws:iam::111122223333:role/Admin';

function setOf(
  profiles: Readonly<Record<string, Settings>>,
  rest: Partial<Pick<ProfileSet, 'ssoSessions' | 'services'>> = {},
): ProfileSet {
  const all = Object.entries(profiles).map(([name, settings]): [string, Profile] => [
    name,
    { name, settings, nested: {}, files: ['config'], hasKeysInCredentialsFile: false },
  ]);
  return { profiles: new Map(all), ssoSessions: new Map(), services: new Map(), problems: [], ...rest };
}

function planLinks(plan: CredentialPlan): readonly CredentialPlan[] {
  return plan.kind === 'role' ? [plan, ...planLinks(plan.source)] : [plan];
}

describe('a chain of roles', () => {
  const signIn = {
    sso_start_url: 'https://acme.awsapps.com/start',
    sso_region: 'eu-west-1',
    sso_account_id: '1',
    sso_role_name: 'Jump',
  };
  const set = setOf({
    login: { ...signIn, region: 'us-west-2', endpoint_url: 'https://login.example' },
    hub: { role_arn: roleArn, source_profile: 'login', region: 'sa-east-1' },
    prod: { role_arn: roleArn, source_profile: 'hub', region: 'eu-north-1', use_fips_endpoint: 'true' },
  });

  test('is reached link by link as the profile says that was asked for', () => {
    const links = planLinks(planOf('prod', set));
    expect(links.map(({ kind, profile }) => [kind, profile])).toEqual([
      ['role', 'prod'],
      ['role', 'hub'],
      ['sso', 'login'],
    ]);
    const access = {
      region: 'eu-north-1',
      endpoints: {},
      useFipsEndpoint: true,
      useDualstackEndpoint: false,
    };
    expect(links.map((link) => link.access)).toEqual([access, access, access]);
  });

  test('tells the sign-in at its bottom', () => {
    expect(signInOf(planOf('prod', set))).toMatchObject({ profile: 'login', roleName: 'Jump' });
    expect(signInOf(planOf('login', set))).toMatchObject({ profile: 'login' });
    expect(signInOf(planOf('x', setOf({ x: keys })))).toBeUndefined();
  });

  test('may be long, and not without end', () => {
    const chain = (length: number) =>
      setOf({
        p0: keys,
        ...Object.fromEntries(
          Array.from({ length }, (_, index) => [
            `p${index + 1}`,
            { role_arn: roleArn, source_profile: `p${index}` },
          ]),
        ),
      });
    expect(planLinks(planOf('p50', chain(50)))).toHaveLength(51);
    expect(() => planOf('p51', chain(51))).toThrow(SatchelError);
    expect(() => planOf('p20000', chain(20_000))).toThrow(SatchelError);
  });
});

test('a profile that there is not is named', () => {
  const refusal = { code: 'account.sourceMissing', params: { profile: 'gone', source: 'gone' } };
  for (const ask of [planOf, s3SettingsOf]) {
    expect(() => ask('gone', setOf({}))).toThrow(
      expect.objectContaining({ appError: expect.objectContaining(refusal) }),
    );
  }
});

test('names that objects have by themselves are names like others', () => {
  const set = setOf({
    constructor: { services: 'toString' },
    x: { role_arn: roleArn, source_profile: '__proto__' },
  });
  for (const name of ['constructor', 'x']) expect(() => planOf(name, set)).toThrow(SatchelError);
});

const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'gone', '__proto__', '');
const oddText = fc.oneof(fc.string(), fc.constantFrom('', 'true', '3600', 'https://x', 'lan', 'eu-west-1'));
const settings = fc.record(
  {
    role_arn: fc.constantFrom(roleArn, ''),
    source_profile: names,
    credential_source: fc.constantFrom('Environment', 'Laptop'),
    web_identity_token_file: fc.constantFrom('/token', ''),
    sso_session: fc.constantFrom('acme', 'gone'),
    sso_start_url: oddText,
    sso_region: oddText,
    sso_account_id: oddText,
    sso_role_name: oddText,
    sso_registration_scopes: oddText,
    login_session: oddText,
    credential_process: oddText,
    aws_access_key_id: fc.constantFrom('AKIDEXAMPLE', ''),
    aws_secret_access_key: fc.constant('canary-secret'),
    aws_session_token: fc.constant('canary-token'),
    duration_seconds: oddText,
    mfa_serial: oddText,
    region: oddText,
    endpoint_url: oddText,
    services: fc.constantFrom('lan', 'gone'),
    ignore_configured_endpoint_urls: oddText,
    ca_bundle: oddText,
  },
  { requiredKeys: [] },
);
const sets = fc
  .record({
    profiles: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.tuple(settings, fc.boolean())),
    session: fc.record({ sso_start_url: oddText, sso_region: oddText }, { requiredKeys: [] }),
    url: oddText,
  })
  .map(({ profiles, session, url }): ProfileSet => {
    const plain = setOf(Object.fromEntries(Object.entries(profiles).map(([name, [own]]) => [name, own])));
    const all = [...plain.profiles].map(([name, profile]): [string, Profile] => [
      name,
      { ...profile, hasKeysInCredentialsFile: profiles[name]?.[1] ?? false },
    ]);
    return {
      ...plain,
      profiles: new Map(all),
      ssoSessions: new Map([['acme', session]]),
      services: new Map([['lan', { sts: { endpoint_url: url }, s3: { endpoint_url: url } }]]),
    };
  });

test('whatever the files say, there is a plan of few links or a reason that shows no secret', () => {
  fc.assert(
    fc.property(sets, names, (set, name) => {
      for (const ask of [planOf, s3SettingsOf]) {
        try {
          const answer = ask(name, set);
          if (!('kind' in answer)) continue;
          expect(planLinks(answer).length).toBeLessThanOrEqual(set.profiles.size + 1);
        } catch (error) {
          if (!(error instanceof SatchelError)) throw error;
          expect(error.code).toMatch(
            /^account\.(cycle|sourceMissing|incomplete|unsupported|endpointInvalid)$/,
          );
          expect(JSON.stringify(error.appError)).not.toContain('canary');
          expect(error.appError).toMatchObject({
            action: 'openConfig',
            params: { profile: expect.any(String) },
          });
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test('an address that is none is shown without what may be secret in it', () => {
  const shown = [
    'ftp://anna:hunter2@files.example/x',
    'https://anna:hunter2@s3.example',
    'https://anna:hun@ter2@s3.example/a@b',
    'anna:hunter2@s3.example',
    'https://s3.example/?X-Amz-Signature=hunter2',
    's3.example',
    'https://',
  ].map((endpoint_url) => {
    try {
      return s3SettingsOf('x', setOf({ x: { ...keys, endpoint_url } })).endpoint;
    } catch (error) {
      return error instanceof SatchelError ? [error.code, error.appError.params?.url] : error;
    }
  });
  expect(shown).toEqual(
    [
      'ftp://files.example/x',
      'https://s3.example',
      'https://b',
      's3.example',
      'https://s3.example/',
      's3.example',
      'https://',
    ].map((url) => ['account.endpointInvalid', url]),
  );
});
