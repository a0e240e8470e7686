import { s3Error } from '../errors.ts';
import { receiveText } from '../http/body.ts';
import type { Call, Reply } from '../http/call.ts';
import {
  createBucket as addBucket,
  deleteBucket as dropBucket,
  listBuckets as pageBuckets,
  requireBucket,
} from '../store/buckets.ts';
import { childText, element, parseXml, s3Namespace, xmlDocument } from '../xml.ts';
import { cannedAcl, ownerElement } from './acl.ts';
import { isoTime, wholeNumber } from './answers.ts';

/** ListBuckets. */
export function listBuckets(call: Call): Reply {
  const prefix = call.query.get('prefix') ?? '';
  const region = call.query.get('bucket-region');
  const limit = wholeNumber(call, 'max-buckets', 10_000, 10_000);
  const after = Buffer.from(call.query.get('continuation-token') ?? '', 'base64url').toString('utf8');
  const visible = call.identity.kind === 'owner' ? call.identity.limits.buckets : undefined;
  const found = pageBuckets(call.store.database, prefix, after).filter(
    (bucket) =>
      (region === undefined || bucket.region === region) && visible?.includes(bucket.name) !== false,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const body = xmlDocument(
    'ListAllMyBucketsResult',
    [
      ownerElement(),
      element(
        'Buckets',
        page.map((bucket) =>
          element('Bucket', [
            element('Name', bucket.name),
            element('CreationDate', isoTime(bucket.createdAtMs)),
            element('BucketRegion', bucket.region),
          ]),
        ),
      ),
      element('Prefix', prefix === '' ? undefined : prefix),
      element(
        'ContinuationToken',
        found.length > limit && last !== undefined ? Buffer.from(last.name).toString('base64url') : undefined,
      ),
    ],
    s3Namespace,
  );
  return { status: 200, body };
}

/** CreateBucket. */
export async function createBucket(call: Call): Promise<Reply> {
  if (!isBucketName(call.bucket)) throw s3Error('InvalidBucketName', { detail: { BucketName: call.bucket } });
  const xml = await receiveText(call);
  const wanted =
    xml.trim() === ''
      ? undefined
      : childText(parseXml(xml, 'CreateBucketConfiguration'), 'LocationConstraint');
  const signedFor = call.identity.kind === 'owner' ? call.identity.region : 'us-east-1';
  const region = wanted === 'EU' ? 'eu-west-1' : wanted || 'us-east-1';
  // The us-east-1 endpoint creates buckets anywhere; every other endpoint only at home.
  if (signedFor !== 'us-east-1' && region !== signedFor) {
    throw s3Error('IllegalLocationConstraintException', {
      message: `The ${wanted ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    });
  }
  addBucket(call.store.database, {
    name: call.bucket,
    region,
    createdAtMs: call.nowMs(),
    versioning: '',
    acl: cannedAcl(call, call.bucket),
  });
  return { status: 200, headers: { location: `/${call.bucket}` } };
}

/** HeadBucket. */
export function headBucket(call: Call): Reply {
  const bucket = requireBucket(call.store.database, call.bucket);
  return {
    status: 200,
    headers: { 'x-amz-bucket-region': bucket.region, 'x-amz-access-point-alias': 'false' },
  };
}

/** GetBucketLocation: an empty answer stands for us-east-1. */
export function getBucketLocation(call: Call): Reply {
  const { region } = requireBucket(call.store.database, call.bucket);
  return {
    status: 200,
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="${s3Namespace}">${region === 'us-east-1' ? '' : region}</LocationConstraint>`,
  };
}

/** DeleteBucket. */
export async function deleteBucket(call: Call): Promise<Reply> {
  await call.store.blobs.remove(dropBucket(call.store.database, call.bucket));
  return { status: 204 };
}

/** The naming rules of general purpose buckets (Amazon S3 User Guide, "Bucket naming rules"). */
export function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !/\.\.|\.-|-\./.test(name) &&
    !/^\d{1,3}(\.\d{1,3}){3}$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) &&
    !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)
  );
}
