import { SatchelError } from '../../satchelError.ts';
import type { Profile, ProfileSet } from '../profiles/profile.ts';
import type { CredentialPlan, PlanOf, ServiceAccess } from './credentialPlan.ts';
import { findProfile, serviceAccessOf, unsupportedSetting } from './serviceAccess.ts';
import { isSso, missing, ssoSettingsOf } from './ssoSettings.ts';

/** The longest chain of roles that is followed; a company's has two or three. */
const maxRoles = 50;

/** The computer's own credentials that a role may start from, spelt as here (botocore, CanonicalNameCredentialSourcer). */
const computerSources = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'] as const;

/** What stays the same along a chain. */
type Asked = { readonly set: ProfileSet; readonly access: ServiceAccess };

/**
 * What the AWS CLI would do for credentials when it is asked for this profile by name, with nothing of the environment:
 * a role first, then web identity, sign-in, keys of the credentials file, login session, program, keys of the config
 * file (botocore 1.43, create_credential_resolver). Throws a SatchelError that names the profile and the setting:
 * `account.cycle`, `account.sourceMissing`, `account.incomplete`, `account.unsupported` or `account.endpointInvalid`.
 */
export function planOf(profileName: string, set: ProfileSet): CredentialPlan {
  const profile = findProfile(profileName, set);
  const asked = { set, access: serviceAccessOf(profileName, set) };
  return isRole(profile) ? rolePlan(profile, asked, [profile.name]) : ownPlan(profile, asked);
}

/** The sign-in at the bottom of a plan, if there is one. */
export function signInOf(plan: CredentialPlan): PlanOf<'sso'> | undefined {
  if (plan.kind === 'role') return signInOf(plan.source);
  return plan.kind === 'sso' ? plan : undefined;
}

function isRole({ settings }: Profile): boolean {
  return settings.role_arn !== undefined && settings.web_identity_token_file === undefined;
}

function hasKeys({ settings }: Profile): boolean {
  return settings.aws_access_key_id !== undefined || settings.aws_secret_access_key !== undefined;
}

/** `visited` are the names of the roles' profiles so far, this one's last. */
function rolePlan(profile: Profile, asked: Asked, visited: readonly string[]): PlanOf<'role'> {
  const { settings } = profile;
  const durationSeconds = durationOf(profile);
  return {
    kind: 'role',
    profile: profile.name,
    access: asked.access,
    source: sourceOf(profile, asked, visited),
    roleArn: settings.role_arn || missing(profile, 'role_arn'),
    ...(settings.role_session_name && { roleSessionName: settings.role_session_name }),
    ...(settings.external_id && { externalId: settings.external_id }),
    ...(settings.mfa_serial && { mfaSerial: settings.mfa_serial }),
    ...(durationSeconds !== undefined && { durationSeconds }),
  };
}

function sourceOf(profile: Profile, asked: Asked, visited: readonly string[]): CredentialPlan {
  const { source_profile, credential_source } = profile.settings;
  if (credential_source !== undefined) {
    const source = computerSources.find((name) => name === credential_source);
    if (source === undefined || source_profile !== undefined) {
      throw unsupportedSetting(profile.name, 'credential_source');
    }
    return { kind: 'computer', profile: profile.name, access: asked.access, source };
  }
  if (source_profile === undefined) missing(profile, 'source_profile');
  const source = asked.set.profiles.get(source_profile);
  const params = { profile: profile.name, source: source_profile, key: 'source_profile' };
  if (!source) {
    const message = `Profile "${profile.name}" names "${source_profile}" as its source, which there is not.`;
    throw new SatchelError('account.sourceMissing', message, { action: 'openConfig', params });
  }
  // A profile may be its own source, for keys beside the role, and no profile may come up twice otherwise.
  const isOwnSource = source.name === profile.name && hasKeys(profile);
  if (visited.includes(source.name) && !isOwnSource) {
    const message = `The sources of profile "${visited[0]}" come back to "${source.name}".`;
    // Told from where the circle begins, so that an account that is in it reads its own name first.
    const next = visited[visited.indexOf(source.name) + 1] ?? source.name;
    const circle = { profile: source.name, source: next, key: 'source_profile' };
    throw new SatchelError('account.cycle', message, { action: 'openConfig', params: circle });
  }
  if (hasKeys(source) || !isRole(source)) return ownPlan(source, asked);
  if (visited.length >= maxRoles) throw unsupportedSetting(profile.name, 'source_profile');
  return rolePlan(source, asked, [...visited, source.name]);
}

/** What the profile has without being a role. */
function ownPlan(profile: Profile, { set, access }: Asked): CredentialPlan {
  const { settings } = profile;
  const ofProfile = { profile: profile.name, access };
  if (settings.web_identity_token_file) {
    return {
      kind: 'webIdentity',
      ...ofProfile,
      tokenFile: settings.web_identity_token_file,
      roleArn: settings.role_arn || missing(profile, 'role_arn'),
      ...(settings.role_session_name && { roleSessionName: settings.role_session_name }),
    };
  }
  if (isSso(profile)) return { kind: 'sso', ...ofProfile, ...ssoSettingsOf(profile, set) };
  if (profile.hasKeysInCredentialsFile) return keysPlan(profile, access);
  if (settings.login_session !== undefined) {
    const loginSession = settings.login_session || missing(profile, 'login_session');
    return { kind: 'login', ...ofProfile, loginSession };
  }
  if (settings.credential_process !== undefined) {
    const command = settings.credential_process || missing(profile, 'credential_process');
    return { kind: 'process', ...ofProfile, command };
  }
  if (hasKeys(profile)) return keysPlan(profile, access);
  // What was begun tells what is missing; the AWS CLI would go on to the computer's own credentials here.
  const isSignIn = settings.sso_session !== undefined || settings.sso_start_url !== undefined;
  return missing(profile, isSignIn ? 'sso_account_id' : 'aws_access_key_id');
}

function keysPlan(profile: Profile, access: ServiceAccess): PlanOf<'keys'> {
  const { settings } = profile;
  const sessionToken = settings.aws_security_token || settings.aws_session_token;
  return {
    kind: 'keys',
    profile: profile.name,
    access,
    accessKeyId: settings.aws_access_key_id || missing(profile, 'aws_access_key_id'),
    secretAccessKey: settings.aws_secret_access_key || missing(profile, 'aws_secret_access_key'),
    ...(sessionToken && { sessionToken }),
  };
}

/** As the AWS CLI does, what is no whole number counts for nothing; what STS would refuse is refused here by name. */
function durationOf(profile: Profile): number | undefined {
  const text = profile.settings.duration_seconds;
  if (text === undefined || !/^[+-]?\d+$/.test(text)) return undefined;
  const seconds = Number(text);
  // AssumeRole takes a quarter of an hour to twelve hours (STS API reference).
  if (seconds >= 900 && seconds <= 43_200) return seconds;
  throw unsupportedSetting(profile.name, 'duration_seconds');
}
