import {
  caBundleOf,
  endpointOf,
  findProfile,
  isTrue,
  serviceAccessOf,
  unsupportedSetting,
} from './credentials/serviceAccess.ts';
import type { Profile, ProfileSet } from './profiles/profile.ts';

/** What a profile says about S3 itself. */
export type S3Settings = {
  readonly region: string;
  /** Missing: the provider's own address. */
  readonly endpoint?: string;
  /** Missing: as the provider is used to. */
  readonly addressing?: 'virtualHost' | 'path';
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  /** A PEM file of certificates to trust besides the well-known ones. */
  readonly caBundlePath?: string;
};

/**
 * How a profile's S3 is reached, as the AWS CLI would; FIPS and dual-stack are off with an address of the profile's own,
 * which they cannot change (botocore, compute_endpoint_resolver_builtin_defaults). Throws `account.sourceMissing`,
 * `account.unsupported` or `account.endpointInvalid` (`params.url` holds no password).
 */
export function s3SettingsOf(profileName: string, set: ProfileSet): S3Settings {
  const profile = findProfile(profileName, set);
  const { region, useFipsEndpoint, useDualstackEndpoint } = serviceAccessOf(profileName, set);
  const s3 = profile.nested.s3 ?? {};
  const endpoint = endpointOf(profile, set, 's3');
  const addressing = addressingOf(profile);
  const caBundlePath = caBundleOf(profile.settings);
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(addressing !== undefined && { addressing }),
    useFipsEndpoint: endpoint === undefined && useFipsEndpoint,
    useDualstackEndpoint:
      endpoint === undefined && (isTrue(s3.use_dualstack_endpoint) || useDualstackEndpoint),
    ...(caBundlePath !== undefined && { caBundlePath }),
  };
}

function addressingOf({ name, settings, nested }: Profile): S3Settings['addressing'] {
  const style = nested.s3?.addressing_style;
  // Behind `s3 =` on the same line it would count for nothing, and the bucket's name would go to the wrong place.
  if (settings.s3) throw unsupportedSetting(name, 's3');
  if (style === 'virtual') return 'virtualHost';
  if (style === 'path') return 'path';
  if (style === undefined || style === '' || style === 'auto') return undefined;
  throw unsupportedSetting(name, 'addressing_style');
}
