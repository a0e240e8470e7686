import { s3Error } from './errors.ts';
import type { Handler } from './http/call.ts';
import { getBucketAcl, getObjectAcl, putBucketAcl, putObjectAcl } from './operations/acl.ts';
import {
  deleteSetting,
  getBucketPolicyStatus,
  getBucketVersioning,
  getSetting,
  putBucketVersioning,
  putSetting,
} from './operations/bucketSettings.ts';
import {
  createBucket,
  deleteBucket,
  getBucketLocation,
  headBucket,
  listBuckets,
} from './operations/buckets.ts';
import { completeMultipartUpload } from './operations/completeMultipartUpload.ts';
import { copyObject } from './operations/copyObject.ts';
import { deleteObjects } from './operations/deleteObjects.ts';
import { getObject, getObjectAttributes, headObject } from './operations/getObject.ts';
import { listObjects, listObjectsV2, listObjectVersions } from './operations/listings.ts';
import {
  abortMultipartUpload,
  createMultipartUpload,
  uploadPart,
  uploadPartCopy,
} from './operations/multipart.ts';
import { listMultipartUploads, listParts } from './operations/multipartListings.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './operations/objectTags.ts';
import { deleteObject, putObject } from './operations/putObject.ts';
import { restoreObject } from './operations/restoreObject.ts';

/** One operation: when a request means it, what IAM calls the permission, and what carries it out. */
export type Route = {
  readonly kind: string;
  readonly permission: string;
  readonly level: 'service' | 'bucket' | 'object';
  readonly method: string;
  /** Query parameters that must all be there (`name` or `name=value`). */
  readonly query: readonly string[];
  /** A header that must be there. */
  readonly header?: string;
  /** Whether somebody without a signature may come this far; the handler then checks the ACL. */
  readonly isOpen?: boolean;
  readonly handler: Handler;
};

type Level = Route['level'];

function route(
  kind: string,
  permission: string,
  level: Level,
  request: string,
  handler: Handler,
  more: Pick<Route, 'header' | 'isOpen'> = {},
): Route {
  const [method = '', query = ''] = request.split('?');
  return { kind, permission, level, method, query: query === '' ? [] : query.split('&'), handler, ...more };
}

function settingRoutes(
  names: { get: string; put: string; delete: string },
  setting: string,
): readonly Route[] {
  const kept = { get: getSetting(setting), put: putSetting(setting), delete: deleteSetting(setting) };
  return [
    route(names.get, names.get, 'bucket', `GET?${setting}`, kept.get),
    route(names.put, names.put, 'bucket', `PUT?${setting}`, kept.put),
    route(names.delete, names.put, 'bucket', `DELETE?${setting}`, kept.delete),
  ];
}

const simple = (noun: string) => ({ get: `Get${noun}`, put: `Put${noun}`, delete: `Delete${noun}` });

/** The first that fits is the one that is meant. */
const routes: readonly Route[] = [
  route('ListBuckets', 'ListAllMyBuckets', 'service', 'GET', listBuckets),

  route('GetBucketLocation', 'GetBucketLocation', 'bucket', 'GET?location', getBucketLocation),
  route('GetBucketVersioning', 'GetBucketVersioning', 'bucket', 'GET?versioning', getBucketVersioning),
  route('PutBucketVersioning', 'PutBucketVersioning', 'bucket', 'PUT?versioning', putBucketVersioning),
  route('GetBucketAcl', 'GetBucketAcl', 'bucket', 'GET?acl', getBucketAcl),
  route('PutBucketAcl', 'PutBucketAcl', 'bucket', 'PUT?acl', putBucketAcl),
  route(
    'GetBucketPolicyStatus',
    'GetBucketPolicyStatus',
    'bucket',
    'GET?policyStatus',
    getBucketPolicyStatus,
  ),
  ...settingRoutes(simple('BucketPolicy'), 'policy'),
  ...settingRoutes(simple('BucketCors'), 'cors'),
  ...settingRoutes(simple('BucketTagging'), 'tagging'),
  ...settingRoutes(simple('BucketEncryption'), 'encryption'),
  ...settingRoutes(simple('BucketWebsite'), 'website'),
  ...settingRoutes(simple('PublicAccessBlock'), 'publicAccessBlock'),
  ...settingRoutes(simple('BucketOwnershipControls'), 'ownershipControls'),
  ...settingRoutes(
    {
      get: 'GetBucketLifecycleConfiguration',
      put: 'PutBucketLifecycleConfiguration',
      delete: 'DeleteBucketLifecycle',
    },
    'lifecycle',
  ),
  route('ListObjectVersions', 'ListBucketVersions', 'bucket', 'GET?versions', listObjectVersions),
  route('ListMultipartUploads', 'ListBucketMultipartUploads', 'bucket', 'GET?uploads', listMultipartUploads),
  route('ListObjectsV2', 'ListBucket', 'bucket', 'GET?list-type=2', listObjectsV2, { isOpen: true }),
  route('ListObjects', 'ListBucket', 'bucket', 'GET', listObjects, { isOpen: true }),
  route('HeadBucket', 'ListBucket', 'bucket', 'HEAD', headBucket),
  route('CreateBucket', 'CreateBucket', 'bucket', 'PUT', createBucket),
  route('DeleteBucket', 'DeleteBucket', 'bucket', 'DELETE', deleteBucket),
  route('DeleteObjects', 'DeleteObjects', 'bucket', 'POST?delete', deleteObjects),

  route('GetObjectTagging', 'GetObjectTagging', 'object', 'GET?tagging', getObjectTagging),
  route('PutObjectTagging', 'PutObjectTagging', 'object', 'PUT?tagging', putObjectTagging),
  route('DeleteObjectTagging', 'DeleteObjectTagging', 'object', 'DELETE?tagging', deleteObjectTagging),
  route('GetObjectAcl', 'GetObjectAcl', 'object', 'GET?acl', getObjectAcl),
  route('PutObjectAcl', 'PutObjectAcl', 'object', 'PUT?acl', putObjectAcl),
  route('GetObjectAttributes', 'GetObject', 'object', 'GET?attributes', getObjectAttributes),
  route('ListParts', 'ListMultipartUploadParts', 'object', 'GET?uploadId', listParts),
  route('GetObject', 'GetObject', 'object', 'GET', getObject, { isOpen: true }),
  route('HeadObject', 'GetObject', 'object', 'HEAD', headObject, { isOpen: true }),
  route('UploadPartCopy', 'PutObject', 'object', 'PUT?partNumber&uploadId', uploadPartCopy, {
    header: 'x-amz-copy-source',
  }),
  route('UploadPart', 'PutObject', 'object', 'PUT?partNumber&uploadId', uploadPart),
  route('CopyObject', 'PutObject', 'object', 'PUT', copyObject, { header: 'x-amz-copy-source' }),
  route('PutObject', 'PutObject', 'object', 'PUT', putObject),
  route('RestoreObject', 'RestoreObject', 'object', 'POST?restore', restoreObject),
  route('CreateMultipartUpload', 'PutObject', 'object', 'POST?uploads', createMultipartUpload),
  route('CompleteMultipartUpload', 'PutObject', 'object', 'POST?uploadId', completeMultipartUpload),
  route('AbortMultipartUpload', 'AbortMultipartUpload', 'object', 'DELETE?uploadId', abortMultipartUpload),
  route('DeleteObject', 'DeleteObject', 'object', 'DELETE', deleteObject),
];

/** Parameters that would change what is asked for, of calls that this server does not have. */
const otherSubresources = [
  'accelerate',
  'analytics',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'replication',
  'requestPayment',
  'retention',
  'select',
  'session',
  'torrent',
];

/** Finds the operation that a request means; throws MethodNotAllowed or NotImplemented. */
export function findRoute(request: {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: ReadonlyMap<string, string>;
}): Route {
  const level: Level = request.bucket === '' ? 'service' : request.key === '' ? 'bucket' : 'object';
  if (otherSubresources.some((name) => request.query.has(name))) throw s3Error('NotImplemented');
  const found = routes.find(
    (candidate) =>
      candidate.level === level &&
      candidate.method === request.method &&
      candidate.query.every((term) => {
        const [name = '', value] = term.split('=');
        return value === undefined ? request.query.has(name) : request.query.get(name) === value;
      }) &&
      (candidate.header === undefined || request.headers.has(candidate.header)),
  );
  if (found === undefined) {
    throw s3Error('MethodNotAllowed', {
      detail: { Method: request.method, ResourceType: level.toUpperCase() },
    });
  }
  return found;
}
