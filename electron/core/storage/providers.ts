/**
 * A kind of S3 server, as data: what it answers to and what it can do. Code asks these fields and never for an id.
 */
export type Provider = {
  readonly id: string;
  /** The name for people. */
  readonly displayName: string;
  /** The server's address where the provider has one; `{region}` stands for the region. */
  readonly endpointTemplate?: string;
  readonly defaultRegion: string;
  /** Where the bucket's name goes: into the host's name, or into the path. */
  readonly addressing: 'virtualHost' | 'path';
  /**
   * What happens to the CRC32 header of an upload: `verified` and stored; `ignored`, so that only the signature over
   * the body protects it; or `refused`, so that none is sent.
   */
  readonly uploadChecksum: 'verified' | 'ignored' | 'refused';
  /** How DeleteObjects proves its body: AWS takes a CRC32 header, older servers want Content-MD5. */
  readonly deleteChecksum: 'crc32' | 'contentMd5';
  /** Whether PutObject honours If-None-Match and If-Match; where not, the object is looked up just before. */
  readonly conditionalPut: boolean;
  /** How If-Match of a write has to be: RADOS Gateway 16 compares it without taking the quotes off. */
  readonly ifMatchForm: 'quoted' | 'bare';
  /** The same as `conditionalPut` for CompleteMultipartUpload. */
  readonly conditionalFinish: boolean;
  readonly createBucket: boolean;
  /** Keys in one DeleteObjects request. */
  readonly deleteBatchKeys: number;
};

const providers: readonly Provider[] = [
  {
    id: 'aws',
    displayName: 'Amazon S3',
    defaultRegion: 'us-east-1',
    addressing: 'virtualHost',
    uploadChecksum: 'verified',
    deleteChecksum: 'crc32',
    conditionalPut: true,
    ifMatchForm: 'quoted',
    conditionalFinish: true,
    createBucket: true,
    deleteBatchKeys: 1000,
  },
  {
    id: 'ceph',
    displayName: 'Ceph',
    defaultRegion: 'us-east-1',
    addressing: 'path',
    uploadChecksum: 'ignored',
    deleteChecksum: 'contentMd5',
    conditionalPut: true,
    ifMatchForm: 'bare',
    conditionalFinish: false,
    createBucket: true,
    deleteBatchKeys: 1000,
  },
  {
    id: 'other',
    displayName: 'S3-compatible storage',
    defaultRegion: 'us-east-1',
    addressing: 'path',
    uploadChecksum: 'refused',
    deleteChecksum: 'contentMd5',
    conditionalPut: false,
    ifMatchForm: 'quoted',
    conditionalFinish: false,
    createBucket: true,
    deleteBatchKeys: 1000,
  },
];

/** The provider of an id, or undefined for an unknown one. */
export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}
