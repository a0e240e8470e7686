import { homedir } from 'node:os';
import { join } from 'node:path';
import { SatchelError } from '../../satchelError.ts';
import type { Profile, ProfileSet, Settings } from '../profiles/profile.ts';
import type { ServiceAccess, ServiceEndpoints } from './credentialPlan.ts';

/** The region of a profile that names none: STS and S3 answer there for every account. */
const defaultRegion = 'us-east-1';

/** What a region has to look like, since it becomes a part of host names (botocore, validate_region_name). */
const regionPattern = /^(?![0-9]+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$/;

/**
 * How the services behind a profile's credentials are reached. For a chain of roles the AWS CLI makes every STS client
 * with the settings of the profile that was asked for, not with those of the link (botocore, _get_client_creator).
 * Throws `account.sourceMissing`, `account.unsupported` or `account.endpointInvalid`.
 */
export function serviceAccessOf(profileName: string, set: ProfileSet): ServiceAccess {
  const profile = findProfile(profileName, set);
  const { settings } = profile;
  const caBundlePath = caBundleOf(settings);
  return {
    region: settings.region ? checkRegion(profile.name, 'region', settings.region) : defaultRegion,
    endpoints: serviceEndpoints(profile, set),
    useFipsEndpoint: isTrue(settings.use_fips_endpoint),
    useDualstackEndpoint: isTrue(settings.use_dualstack_endpoint),
    ...(caBundlePath !== undefined && { caBundlePath }),
  };
}

/** A profile by its name; throws `account.sourceMissing` when neither file names it. */
export function findProfile(profileName: string, set: ProfileSet): Profile {
  const profile = set.profiles.get(profileName);
  if (profile) return profile;
  throw new SatchelError('account.sourceMissing', `There is no profile "${profileName}".`, {
    action: 'openConfig',
    params: { profile: profileName, source: profileName },
  });
}

/** The same region, if it can be one; throws `account.unsupported` with the setting's `key`. */
export function checkRegion(profileName: string, key: string, region: string): string {
  if (regionPattern.test(region)) return region;
  throw unsupportedSetting(profileName, key);
}

/** The error `account.unsupported` about a setting of a profile that cannot be used as it is. */
export function unsupportedSetting(profileName: string, key: string): SatchelError {
  const message = `${key} of profile "${profileName}" cannot be used as it is.`;
  return new SatchelError('account.unsupported', message, {
    action: 'openConfig',
    params: { profile: profileName, key },
  });
}

/**
 * A service's address as the profile sets it: its `services` section's before its own `endpoint_url` (botocore,
 * ConfiguredEndpointProvider). Throws `account.sourceMissing` or `account.endpointInvalid`.
 */
export function endpointOf(profile: Profile, set: ProfileSet, serviceId: string): string | undefined {
  const { services, endpoint_url, ignore_configured_endpoint_urls } = profile.settings;
  if (isTrue(ignore_configured_endpoint_urls)) return undefined;
  const section = services === undefined ? {} : set.services.get(services);
  if (!section) {
    const message = `Profile "${profile.name}" names the services section "${services}", which there is not.`;
    throw new SatchelError('account.sourceMissing', message, {
      action: 'openConfig',
      params: { profile: profile.name, source: services ?? '', key: 'services' },
    });
  }
  const url = section[serviceId]?.endpoint_url || endpoint_url;
  return url ? checkEndpoint(profile.name, url) : undefined;
}

/** The file of certificates that a profile trusts besides the well-known ones; a leading `~` is the home folder. */
export function caBundleOf(settings: Settings): string | undefined {
  const path = settings.ca_bundle;
  if (!path) return undefined;
  return /^~([/\\]|$)/.test(path) ? join(homedir(), path.slice(1)) : path;
}

/** Whether a setting says yes: any spelling of `true`, and nothing else (botocore, ensure_boolean). */
export function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true';
}

function serviceEndpoints(profile: Profile, set: ProfileSet): ServiceEndpoints {
  const sts = endpointOf(profile, set, 'sts');
  const sso = endpointOf(profile, set, 'sso');
  const ssoOidc = endpointOf(profile, set, 'sso_oidc');
  const signin = endpointOf(profile, set, 'signin');
  return {
    ...(sts !== undefined && { sts }),
    ...(sso !== undefined && { sso }),
    ...(ssoOidc !== undefined && { ssoOidc }),
    ...(signin !== undefined && { signin }),
  };
}

function checkEndpoint(profileName: string, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain = url && !url.username && !url.password && !url.search && !url.hash;
  if (isPlain && (url.protocol === 'http:' || url.protocol === 'https:')) return address;
  throw new SatchelError('account.endpointInvalid', `An endpoint_url of profile "${profileName}" is none.`, {
    action: 'openConfig',
    params: { profile: profileName, url: withoutSecrets(address) },
  });
}

/** Without what may be a name and a password, and without a query, which may hold a signature. */
function withoutSecrets(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]*:\/+)?.*@/is, '$1');
}
