import { describe, expect, test } from 'vitest';
import type {
  CredentialPlan,
  PlanOf,
  ServiceAccess,
} from '../../../../electron/core/accounts/credentials/credentialPlan.ts';
import { sessionKey } from '../../../../electron/core/accounts/credentials/sessionKey.ts';

const access: ServiceAccess = {
  region: 'eu-central-1',
  endpoints: {},
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
};
const keys: CredentialPlan = {
  kind: 'keys',
  profile: 'base',
  access,
  accessKeyId: 'AKIA1',
  secretAccessKey: 's1',
};
const role: PlanOf<'role'> = {
  kind: 'role',
  profile: 'prod',
  access,
  source: keys,
  roleArn: 'arn:aws:iam::111122223333:role/Admin',
  mfaSerial: 'arn:aws:iam::111122223333:mfa/anna',
};

describe('who shares a session', () => {
  test.each<[string, CredentialPlan]>([
    ['another profile', { ...role, profile: 'prod-us' }],
    ['another region', { ...role, access: { ...access, region: 'us-east-1' } }],
    ["another name of the source's profile", { ...role, source: { ...keys, profile: 'other' } }],
  ])('%s shares it', (_, plan) => {
    expect(sessionKey(plan)).toBe(sessionKey(role));
  });

  test.each<[string, CredentialPlan]>([
    ['another role', { ...role, roleArn: 'arn:aws:iam::111122223333:role/Reader' }],
    ['another device', { ...role, mfaSerial: 'GAHT12345678' }],
    ['other keys', { ...role, source: { ...keys, accessKeyId: 'AKIA2' } }],
    ['another session name', { ...role, roleSessionName: 'anna' }],
    ['another external id', { ...role, externalId: 'x' }],
    ['another server', { ...role, access: { ...access, endpoints: { sts: 'http://127.0.0.1:1' } } }],
    ['a role by way of it', { ...role, source: role }],
  ])('%s does not', (_, plan) => {
    expect(sessionKey(plan)).not.toBe(sessionKey(role));
  });
});
