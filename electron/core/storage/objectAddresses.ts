import { endpointForRegion, findProvider } from './providers.ts';
import type { S3Connection } from './s3/s3Connection.ts';
import type { ObjectRef } from './storage.ts';

/** Where an object is, as other programs write it; `arn` where the provider is Amazon. */
export type ObjectAddresses = { readonly url: string; readonly uri: string; readonly arn?: string };

/** What of a connection decides about addresses. */
type Server = Pick<
  S3Connection,
  'provider' | 'endpoint' | 'region' | 'addressing' | 'useFipsEndpoint' | 'useDualstackEndpoint'
>;

/** The addresses of an object; nothing in them gives access, nor holds a name or password of the endpoint's. */
export function objectAddresses(server: Server, { bucket, key }: ObjectRef): ObjectAddresses {
  const provider = findProvider(server.provider);
  const endpoint = (provider && endpointForRegion(provider, server, server.region)) ?? server.endpoint;
  const base = endpoint === undefined ? new URL(awsEndpoint(server)) : new URL(endpoint);
  base.username = '';
  base.password = '';
  // A name with dots is none that a certificate for all buckets covers.
  const isHost =
    (server.addressing ?? provider?.addressing ?? 'path') === 'virtualHost' && !bucket.includes('.');
  const path = key.split('/').map(encodeSegment).join('/');
  const folder = base.pathname.replace(/\/+$/, '');
  const host = isHost ? `${bucket}.${base.host}` : base.host;
  return {
    url: `${base.protocol}//${host}${folder}/${isHost ? '' : `${bucket}/`}${path}`,
    uri: `s3://${bucket}/${key}`,
    ...(server.provider === 'aws' && { arn: `arn:${partitionOf(server.region)}:s3:::${bucket}/${key}` }),
  };
}

function awsEndpoint({ region, useFipsEndpoint, useDualstackEndpoint }: Server): string {
  const service = `s3${useFipsEndpoint ? '-fips' : ''}${useDualstackEndpoint ? '.dualstack' : ''}`;
  const ends: Readonly<Record<string, string>> = {
    'aws-cn': 'amazonaws.com.cn',
    'aws-eusc': 'amazonaws.eu',
  };
  return `https://${service}.${region}.${ends[partitionOf(region)] ?? 'amazonaws.com'}`;
}

/** Source: AWS General Reference, "Amazon Resource Names", and the partitions of the SDK's endpoint rules. */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
}

/** As a path has it, where `.` and `..` would lead elsewhere. */
function encodeSegment(segment: string): string {
  if (segment === '.' || segment === '..') return segment.replaceAll('.', '%2E');
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
