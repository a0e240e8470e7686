import type { AccountPreferences } from '../../electron/core/ports.ts';
import type { AwsFileTexts } from '../../test/support/awsHome.ts';
import type { SessionLimits } from '../../test/support/s3server/control/protocol.ts';

type Keys = { readonly url: string; readonly accessKeyId: string; readonly secretAccessKey: string };
type Identity = { readonly url: string; readonly sso: { readonly startUrl: string } };

/** The account that the demo opens with. */
export const sampleAccountId = 'profile:sample';

/** The role that the demo's sign-in leads to. */
export const signInRole = { accountId: '444455556666', roleName: 'TeamMember' };

/** How the demo's accounts look, by their ids. */
export const demoPreferences: Readonly<Record<string, AccountPreferences>> = {
  [sampleAccountId]: { name: 'Sample account', color: 'teal' },
  'profile:team': { name: 'Team (sign-in)', color: 'purple' },
  'profile:archive': { name: 'Archive', color: 'anchor', isReadOnly: true },
  'profile:old-laptop': { name: 'Old laptop', color: 'pumpkin' },
};

/** The accounts by their names, and how each stands at first in the window's words. */
export const accountStates = [
  ['Sample account', 'Works'],
  ['Team (sign-in)', 'Needs you to sign in'],
  ['Archive', 'Works'],
  ['Old laptop', 'Its keys are wrong'],
] as const;

/** Whoever signed in sees the team's files only. */
export function visibleTo(arn: string): SessionLimits {
  return arn.includes(signInRole.roleName) ? { buckets: ['team-files'] } : {};
}

/** A computer with four accounts: one that works, one to sign in to, one to look at only, one whose keys are wrong. */
export function demoAwsFiles(server: Keys, identity: Identity): AwsFileTexts {
  const { accountId, roleName } = signInRole;
  return {
    config: `[profile sample]
region = us-east-1
services = sample

[profile team]
region = us-east-1
services = sample
sso_session = team
sso_account_id = ${accountId}
sso_role_name = ${roleName}

[profile archive]
region = us-east-1
services = sample

[profile old-laptop]
region = us-east-1
services = sample

[sso-session team]
sso_start_url = ${identity.sso.startUrl}
sso_region = us-east-1
sso_registration_scopes = sso:account:access

[services sample]
s3 =
  endpoint_url = ${server.url}
sts =
  endpoint_url = ${identity.url}
sso =
  endpoint_url = ${identity.url}
sso_oidc =
  endpoint_url = ${identity.url}
`,
    credentials: `[sample]
aws_access_key_id = ${server.accessKeyId}
aws_secret_access_key = ${server.secretAccessKey}

[archive]
aws_access_key_id = ${server.accessKeyId}
aws_secret_access_key = ${server.secretAccessKey}

[old-laptop]
aws_access_key_id = ${server.accessKeyId}
aws_secret_access_key = no longer the secret
`,
  };
}
