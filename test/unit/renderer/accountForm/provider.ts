import type { EditedAccount, Keeping } from '../../../../shared/domain/account.ts';
import type { ProviderChoice } from '../../../../shared/domain/provider.ts';

/** Providers with all that a form can be asked for. */
export const aws: ProviderChoice = {
  id: 'aws',
  displayName: 'Amazon S3',
  asks: 'nothing',
  regions: ['us-east-1', 'eu-central-1'],
  defaultRegion: 'us-east-1',
  asksRegion: true,
  isSelfHosted: false,
};
export const cloudflare: ProviderChoice = {
  ...aws,
  id: 'cloudflare',
  displayName: 'Cloudflare R2',
  asks: 'accountId',
  regions: [],
  defaultRegion: 'auto',
  asksRegion: false,
};
export const other: ProviderChoice = {
  ...aws,
  id: 'other',
  displayName: 'Other',
  asks: 'endpoint',
  regions: [],
  isSelfHosted: true,
};

export const keeping: Keeping = {
  file: { path: '/home/jane/.aws/credentials', isWritable: true },
  keychain: { isAvailable: true },
};

export const edited: EditedAccount = {
  name: 'Photos',
  providerId: 'aws',
  region: 'eu-central-1',
  keepIn: 'file',
  accessKeyEnding: 'MPLE',
  hasSessionToken: false,
};
