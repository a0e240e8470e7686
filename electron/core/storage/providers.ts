import type { ProviderChoice } from '../../../shared/domain/provider.ts';
import { SatchelError } from '../satchelError.ts';
import { awsRegions } from './awsRegions.ts';
import type { ChecksumAlgorithm, StorageCapabilities } from './storage.ts';

/**
 * A kind of S3 server, as data: what it answers to and what it can do. Code asks these fields and never for an id.
 */
export type Provider = Omit<ProviderChoice, 'regions'> & {
  readonly regions: readonly string[];
  /** The server's address where the provider has one; `{region}` and `{accountId}` stand for themselves. */
  readonly endpointTemplate?: string;
  /** The ends of the host names that are this provider's. */
  readonly hostSuffixes: readonly string[];
  /**
   * The host names of one region each, whose buckets in other regions have another host; needed only where
   * `endpointTemplate` does not tell.
   */
  readonly regionalHost?: RegExp;
  /** Where the bucket's name goes: into the host's name, or into the path. */
  readonly addressing: 'virtualHost' | 'path';
  /**
   * The checksum that goes with an upload; it is verified and kept where `bodyProof` is `checksum`, and may be ignored
   * elsewhere. Undefined where none is sent, because it would be refused.
   */
  readonly uploadChecksum: ChecksumAlgorithm | undefined;
  readonly bodyProof: StorageCapabilities['bodyProof'];
  /** How DeleteObjects proves its body: AWS takes a CRC32 header, older servers want Content-MD5. */
  readonly deleteChecksum: 'crc32' | 'contentMd5';
  /** Whether PutObject honours If-None-Match and If-Match; where not, the object is looked up just before. */
  readonly conditionalPut: boolean;
  /** How If-Match of a write has to be: RADOS Gateway 16 compares it without taking the quotes off. */
  readonly ifMatchForm: 'quoted' | 'bare';
  /** The same as `conditionalPut` for CompleteMultipartUpload. */
  readonly conditionalFinish: boolean;
  /** The same for CopyObject and its target's name. */
  readonly conditionalCopy: boolean;
  /** Whether a copy's condition on its source is honoured; where not, the source is looked up just before. */
  readonly copySourceCondition: boolean;
  /** The same as `conditionalPut` for DeleteObject and If-Match. */
  readonly conditionalDelete: boolean;
  readonly objectTags: boolean;
  /** Whether an upload in parts takes tags at its beginning; RADOS Gateway 16 forgets them. */
  readonly uploadTags: boolean;
  /** The storage classes that are known to be there. */
  readonly storageClasses: readonly string[];
  /** RADOS Gateway 16 encodes the keys of ListMultipartUploads as it was asked to, but does not say so. */
  readonly encodesUploadKeys: 'asItSays' | 'always';
  readonly createBucket: boolean;
  /** Whether CreateBucket names the region, or the server has one place for new buckets. */
  readonly bucketPlace: 'byRegion' | 'fixed';
  /** Keys in one DeleteObjects request. */
  readonly deleteBatchKeys: number;
};

/** What is safe with any server that speaks S3: nothing that one of them was seen to refuse or to ignore. */
const cautious = {
  uploadChecksum: undefined,
  bodyProof: 'etag',
  deleteChecksum: 'contentMd5',
  conditionalPut: false,
  ifMatchForm: 'quoted',
  conditionalFinish: false,
  conditionalCopy: false,
  copySourceCondition: false,
  conditionalDelete: false,
  objectTags: true,
  uploadTags: true,
  storageClasses: [],
  encodesUploadKeys: 'asItSays',
  createBucket: true,
  bucketPlace: 'byRegion',
  deleteBatchKeys: 1000,
} as const satisfies Partial<Provider>;

const selfHosted = {
  asks: 'endpoint',
  regions: [],
  defaultRegion: 'us-east-1',
  asksRegion: true,
  isSelfHosted: true,
  hostSuffixes: [],
  addressing: 'path',
} as const satisfies Partial<Provider>;

const providers: readonly Provider[] = [
  {
    id: 'aws',
    displayName: 'Amazon S3',
    asks: 'nothing',
    regions: awsRegions,
    defaultRegion: 'us-east-1',
    asksRegion: true,
    isSelfHosted: false,
    hostSuffixes: ['.amazonaws.com', '.amazonaws.com.cn', '.amazonaws.eu'],
    // The plain hosts only: whoever wrote a FIPS or VPC endpoint down means no other.
    regionalHost: /^s3([.-]dualstack)?([.-][a-z]+(-[a-z]+)+-\d)?\.amazonaws\.(com|com\.cn|eu)$/,
    addressing: 'virtualHost',
    uploadChecksum: 'CRC64NVME',
    bodyProof: 'checksum',
    deleteChecksum: 'crc32',
    conditionalPut: true,
    ifMatchForm: 'quoted',
    conditionalFinish: true,
    conditionalCopy: true,
    copySourceCondition: true,
    conditionalDelete: true,
    objectTags: true,
    uploadTags: true,
    storageClasses: [
      'STANDARD',
      'REDUCED_REDUNDANCY',
      'STANDARD_IA',
      'ONEZONE_IA',
      'INTELLIGENT_TIERING',
      'GLACIER',
      'GLACIER_IR',
      'DEEP_ARCHIVE',
    ],
    encodesUploadKeys: 'asItSays',
    createBucket: true,
    bucketPlace: 'byRegion',
    deleteBatchKeys: 1000,
  },
  {
    ...cautious,
    id: 'gcs',
    displayName: 'Google Cloud Storage',
    // Answers x-amz-checksum headers of PutObject with ExcessHeaderValues, wants a proof for DeleteObjects (1,000 keys,
    // "Delete multiple objects" of its XML API), and conditions on generations where S3 does on ETags: If-None-Match
    // and If-Match of a PUT are ignored (milvus-storage#480, aws-sdk-java-v2#6055, undocumented-s3-apis#4).
    asks: 'nothing',
    endpointTemplate: 'https://storage.googleapis.com',
    hostSuffixes: ['storage.googleapis.com'],
    regions: [],
    defaultRegion: 'auto',
    asksRegion: false,
    isSelfHosted: false,
    addressing: 'path',
    // A location is no region of S3's; a new bucket goes to the project's default.
    bucketPlace: 'fixed',
    objectTags: false,
  },
  {
    ...cautious,
    id: 'r2',
    displayName: 'Cloudflare R2',
    // A CRC32 over all parts (FULL_OBJECT) is not there, only the composite one; the region is `auto`, also as a
    // LocationConstraint (Cloudflare, "S3 API compatibility"); both writes take conditions ("Conditional operations").
    asks: 'accountId',
    endpointTemplate: 'https://{accountId}.r2.cloudflarestorage.com',
    hostSuffixes: ['.r2.cloudflarestorage.com'],
    regions: [],
    defaultRegion: 'auto',
    asksRegion: false,
    isSelfHosted: false,
    addressing: 'path',
    conditionalPut: true,
    conditionalFinish: true,
    objectTags: false,
    bucketPlace: 'fixed',
  },
  {
    ...cautious,
    id: 'b2',
    displayName: 'Backblaze B2',
    // Unsupported are x-amz-checksum headers (InvalidArgument) and conditions of PutObject (NotImplemented); an account
    // has one region (Backblaze, "Call the S3-Compatible API"; django-storages#1498; obsidian-s3-sync-and-backup#84).
    asks: 'nothing',
    endpointTemplate: 'https://s3.{region}.backblazeb2.com',
    hostSuffixes: ['.backblazeb2.com'],
    regions: [
      'us-west-000',
      'us-west-001',
      'us-west-002',
      'us-west-004',
      'us-east-005',
      'eu-central-003',
      'ca-east-006',
    ],
    defaultRegion: 'us-west-004',
    asksRegion: true,
    isSelfHosted: false,
    addressing: 'path',
    objectTags: false,
    bucketPlace: 'fixed',
  },
  {
    ...cautious,
    id: 'wasabi',
    displayName: 'Wasabi',
    // Recommends paths (Wasabi, "REST API Introduction"); uploads with a checksum were seen to stall (brows3#14);
    // nothing is documented about conditions of writes.
    asks: 'nothing',
    endpointTemplate: 'https://s3.{region}.wasabisys.com',
    hostSuffixes: ['.wasabisys.com'],
    regions: [
      'us-east-1',
      'us-east-2',
      'us-central-1',
      'us-west-1',
      'us-west-2',
      'ca-central-1',
      'eu-central-1',
      'eu-central-2',
      'eu-south-1',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'ap-northeast-1',
      'ap-northeast-2',
      'ap-southeast-1',
      'ap-southeast-2',
    ],
    defaultRegion: 'us-east-1',
    asksRegion: true,
    isSelfHosted: false,
    addressing: 'path',
  },
  {
    ...cautious,
    id: 'digitalocean',
    displayName: 'DigitalOcean Spaces',
    // Uploads and deletions with the SDKs' checksums of 2025 failed (DigitalOcean, "Spaces API"), so the proof is
    // Content-MD5; the bucket is in the host's name in all of its documentation.
    asks: 'nothing',
    endpointTemplate: 'https://{region}.digitaloceanspaces.com',
    hostSuffixes: ['.digitaloceanspaces.com'],
    regions: ['nyc3', 'sfo2', 'sfo3', 'atl1', 'tor1', 'ams3', 'fra1', 'lon1', 'blr1', 'sgp1', 'syd1'],
    defaultRegion: 'nyc3',
    asksRegion: true,
    isSelfHosted: false,
    addressing: 'virtualHost',
  },
  {
    // Older releases let If-Match pass for an object that is not there (minio#21526) and know no CRC32 over all parts,
    // and an address does not tell the release.
    ...cautious,
    ...selfHosted,
    id: 'minio',
    displayName: 'MinIO',
    // Compares the body with x-amz-content-sha256 while it stores it (hash.Reader, SHA256Mismatch).
    bodyProof: 'signature',
  },
  {
    ...cautious,
    ...selfHosted,
    id: 'ceph',
    displayName: 'Ceph',
    // Release 16 keeps none; it refuses a body of another SHA-256 than the signed one.
    uploadChecksum: 'CRC32',
    bodyProof: 'signature',
    conditionalPut: true,
    ifMatchForm: 'bare',
    uploadTags: false,
    encodesUploadKeys: 'always',
  },
  { ...cautious, ...selfHosted, id: 'other', displayName: 'S3-compatible storage' },
];

/** The provider of an id, or undefined for an unknown one. */
export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}

/** What the form offers, in its order. */
export function providerChoices(): readonly ProviderChoice[] {
  return providers.map(
    ({ id, displayName, asks, regions, defaultRegion, asksRegion, isSelfHosted }): ProviderChoice => ({
      id,
      displayName,
      asks,
      regions: [...regions],
      defaultRegion,
      asksRegion,
      isSelfHosted,
    }),
  );
}

/** What a provider's address is made of. */
export type EndpointParts = { readonly region: string; readonly accountId?: string };

/**
 * A provider's own address, or undefined where the SDK knows it (AWS) or the user has to (self-hosted servers). Throws
 * `account.endpointInvalid` when a part that the address needs is missing or cannot stand in one.
 */
export function endpointOf(
  { endpointTemplate }: Pick<Provider, 'endpointTemplate'>,
  { region, accountId = '' }: EndpointParts,
): string | undefined {
  return endpointTemplate?.replaceAll(/\{(region|accountId)\}/g, (_all, name: string) => {
    const part = name === 'region' ? region : accountId;
    if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(part)) return part;
    throw new SatchelError('account.endpointInvalid', `The ${name} cannot stand in the server's address.`, {
      params: { url: endpointTemplate },
      action: 'editAccount',
    });
  });
}

/** The provider that an address belongs to, by its host; undefined for a server that is none of theirs. */
export function providerOfEndpoint(url: string): Provider | undefined {
  const host = hostOf(url);
  if (host === undefined) return undefined;
  return providers.find(({ hostSuffixes }) =>
    hostSuffixes.some((suffix) => host.endsWith(suffix) || `.${host}` === suffix),
  );
}

/**
 * The address for a region's buckets: the one that was given, or the provider's own, also where what was given is the
 * provider's own for another region. Undefined where the SDK knows it. Throws what `endpointOf` throws.
 */
export function endpointForRegion(
  provider: Provider,
  given: { readonly endpoint?: string; readonly region: string },
  region: string,
): string | undefined {
  if (given.endpoint === undefined) return endpointOf(provider, { region });
  if (region === given.region) return given.endpoint;
  const host = hostOf(given.endpoint) ?? '';
  if (provider.regionalHost?.test(host)) return undefined;
  const isOwn =
    provider.endpointTemplate?.includes('{region}') && host === hostOf(endpointOf(provider, given));
  return isOwn ? endpointOf(provider, { region }) : given.endpoint;
}

function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;
}
