import { SatchelError } from '../../satchelError.ts';
import type { Profile, ProfileSet, Settings } from '../profiles/profile.ts';
import type { SsoSession } from './credentialPlan.ts';
import { checkRegion } from './serviceAccess.ts';

/** What a profile says about its sign-in through IAM Identity Center. */
export type SsoSettings = {
  readonly session: SsoSession;
  readonly ssoAccountId: string;
  readonly roleName: string;
};

/** Whether a profile's credentials come from a sign-in (botocore, SSOProvider): one of the two is enough. */
export function isSso({ settings }: Profile): boolean {
  return settings.sso_role_name !== undefined || settings.sso_account_id !== undefined;
}

/**
 * Reads a profile for which `isSso` is true. Throws `account.sourceMissing` for an `[sso-session]` that there is not,
 * `account.unsupported` for a setting that differs between both places, and `account.incomplete`.
 */
export function ssoSettingsOf(profile: Profile, set: ProfileSet): SsoSettings {
  return {
    session: sessionOf(profile, set),
    ssoAccountId: required(profile, profile.settings, 'sso_account_id'),
    roleName: required(profile, profile.settings, 'sso_role_name'),
  };
}

function sessionOf(profile: Profile, set: ProfileSet): SsoSession {
  const name = profile.settings.sso_session;
  if (name === undefined) return sessionFrom(profile, profile.settings);
  const section = set.ssoSessions.get(name);
  if (!section) {
    const message = `Profile "${profile.name}" names the sso-session "${name}", which there is not.`;
    throw new SatchelError('account.sourceMissing', message, {
      action: 'openConfig',
      params: { profile: profile.name, source: name, key: 'sso_session' },
    });
  }
  for (const [key, value] of Object.entries(section)) {
    const own = profile.settings[key];
    if (own === undefined || own === value) continue;
    const message = `Profile "${profile.name}" and sso-session "${name}" differ in ${key}.`;
    throw new SatchelError('account.unsupported', message, {
      action: 'openConfig',
      params: { profile: profile.name, source: name, key },
    });
  }
  return { name, ...sessionFrom(profile, section) };
}

function sessionFrom(profile: Profile, settings: Settings): SsoSession {
  const scopes = (settings.sso_registration_scopes ?? '').split(',').map((scope) => scope.trim());
  return {
    startUrl: required(profile, settings, 'sso_start_url'),
    region: checkRegion(profile.name, 'sso_region', required(profile, settings, 'sso_region')),
    scopes: scopes.filter((scope) => scope !== ''),
  };
}

function required(profile: Profile, settings: Settings, key: string): string {
  return settings[key] || missing(profile, key);
}

/** Throws `account.incomplete` about a profile's setting that is missing or empty. */
export function missing(profile: Profile, key: string): never {
  throw new SatchelError('account.incomplete', `Profile "${profile.name}" has no ${key}.`, {
    action: 'openConfig',
    params: { profile: profile.name, key },
  });
}
