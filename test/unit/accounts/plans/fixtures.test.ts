import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CredentialPlan } from '../../../../electron/core/accounts/credentials/credentialPlan.ts';
import { planOf } from '../../../../electron/core/accounts/credentials/planOf.ts';
import { serviceAccessOf } from '../../../../electron/core/accounts/credentials/serviceAccess.ts';
import { readProfiles } from '../../../../electron/core/accounts/profiles/readProfiles.ts';
import { s3SettingsOf } from '../../../../electron/core/accounts/s3Settings.ts';
import { SatchelError } from '../../../../electron/core/satchelError.ts';

type Refusal = { readonly error: string; readonly params: unknown };

/**
 * What one folder's files mean. `cli` is what botocore 1.43 makes of the same files or profile where that is an error,
 * or another plan, and `why` says why Satchel differs; without `cli` both are the same.
 */
type Expected = {
  readonly about: string;
  readonly cli?: string;
  readonly why?: string;
  readonly profiles: Readonly<
    Record<
      string,
      (Refusal | { readonly plan: { readonly kind: string } & Record<string, unknown> }) & {
        /** Addresses of services besides S3, none if missing. */
        readonly endpoints?: object;
        /** What differs from `plainS3`. */
        readonly s3?: Refusal | object;
        readonly cli?: unknown;
        readonly why?: string;
      }
    >
  >;
  readonly problems?: readonly unknown[];
};

const folder = join(import.meta.dirname, '../../../fixtures/awsConfig');
const plainS3 = { region: 'us-east-1', useFipsEndpoint: false, useDualstackEndpoint: false };

const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test('there are cases enough, and each says why it differs from the AWS CLI', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
  const unexplained = cases.filter(({ name }) => {
    const { cli, why, profiles } = read(name);
    const differs = Object.values(profiles).filter(
      (profile) => profile.cli !== undefined && !('error' in profile && typeof profile.cli === 'string'),
    );
    return (cli !== undefined && !why) || differs.some((profile) => !profile.why);
  });
  expect(unexplained).toEqual([]);
});

describe.for(cases.map(({ name }) => name))('%s', (name) => {
  const expected = read(name);
  test(expected.about, () => {
    const set = readProfiles({ config: fileOf(name, 'config'), credentials: fileOf(name, 'credentials') });
    const found = [...set.profiles.keys()].map((profile) => [
      profile,
      {
        ...refusalOr(() => ({ plan: withoutAccess(planOf(profile, set)) })),
        s3: refusalOr(() => s3SettingsOf(profile, set)),
        endpoints: refusalOr(() => serviceAccessOf(profile, set).endpoints),
      },
    ]);
    const wanted = Object.entries(expected.profiles).map(
      ([profile, { cli: _cli, why: _why, s3 = {}, endpoints = {}, ...outcome }]) => [
        profile,
        {
          ...outcome,
          s3: 'error' in s3 ? s3 : { ...plainS3, ...withHome(s3) },
          // What is wrong with an address, a region or a services section is wrong for all services.
          endpoints: 'error' in s3 && s3.error === ('error' in outcome && outcome.error) ? s3 : endpoints,
        },
      ],
    );
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
    const problems = set.problems.map(({ file, line, reason }) => ({ file, line, reason }));
    expect(problems).toEqual(expected.problems ?? []);
  });
});

function read(name: string): Expected {
  return JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')) as Expected;
}

function fileOf(name: string, file: 'config' | 'credentials') {
  const path = join(folder, name, file);
  return existsSync(path) ? { path, text: readFileSync(path, 'utf8') } : { path, missing: true as const };
}

function refusalOr<T extends object>(make: () => T): T | Refusal {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof SatchelError)) throw error;
    expect(error.appError.action).toBe('openConfig');
    return { error: error.code, params: error.appError.params };
  }
}

function withoutAccess({ access: _access, ...plan }: CredentialPlan): object {
  return plan.kind === 'role' ? { ...plan, source: withoutAccess(plan.source) } : plan;
}

function withHome(settings: object): object {
  const path = 'caBundlePath' in settings ? String(settings.caBundlePath) : undefined;
  return path?.startsWith('~') ? { ...settings, caBundlePath: join(homedir(), path.slice(1)) } : settings;
}
