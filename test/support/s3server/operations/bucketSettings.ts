import { type S3ErrorCode, s3Error } from '../errors.ts';
import { receiveText } from '../http/body.ts';
import type { Call, Reply } from '../http/call.ts';
import { bucketSetting, requireBucket, setBucketSetting, setVersioning } from '../store/buckets.ts';
import { childText, element, parseXml, s3Namespace, xmlDocument } from '../xml.ts';
import { blocksPublic } from './acl.ts';
import { parseTagging, taggingXml } from './tags.ts';

/** A setting that is kept and returned as it was given; `check` throws for what S3 would not take. */
type Setting = { readonly missing: S3ErrorCode; readonly check: (call: Call, value: string) => string };

const asXml =
  (root: string) =>
  (_call: Call, value: string): string => {
    parseXml(value, root);
    return value;
  };

const settings: Readonly<Record<string, Setting>> = {
  policy: { missing: 'NoSuchBucketPolicy', check: checkPolicy },
  cors: { missing: 'NoSuchCORSConfiguration', check: asXml('CORSConfiguration') },
  lifecycle: { missing: 'NoSuchLifecycleConfiguration', check: asXml('LifecycleConfiguration') },
  publicAccessBlock: {
    missing: 'NoSuchPublicAccessBlockConfiguration',
    check: asXml('PublicAccessBlockConfiguration'),
  },
  ownershipControls: { missing: 'OwnershipControlsNotFoundError', check: asXml('OwnershipControls') },
  encryption: {
    missing: 'ServerSideEncryptionConfigurationNotFoundError',
    check: asXml('ServerSideEncryptionConfiguration'),
  },
  website: { missing: 'NoSuchWebsiteConfiguration', check: asXml('WebsiteConfiguration') },
  tagging: { missing: 'NoSuchTagSet', check: (_call, value) => taggingXml(parseTagging(value, 50)) },
};

/** Get of a kept setting. */
export function getSetting(name: string): (call: Call) => Reply {
  return (call) => {
    const value = bucketSetting(call.store.database, call.bucket, name);
    if (value === undefined) {
      throw s3Error(settingOf(name).missing, { detail: { BucketName: call.bucket } });
    }
    const contentType = name === 'policy' ? 'application/json' : 'application/xml';
    return { status: 200, headers: { 'content-type': contentType }, body: value };
  };
}

/** Put of a kept setting. */
export function putSetting(name: string): (call: Call) => Promise<Reply> {
  return async (call) => {
    const value = settingOf(name).check(call, await receiveText(call));
    setBucketSetting(call.store.database, call.bucket, name, value);
    return { status: name === 'policy' || name === 'tagging' ? 204 : 200 };
  };
}

/** Delete of a kept setting. */
export function deleteSetting(name: string): (call: Call) => Reply {
  return (call) => {
    setBucketSetting(call.store.database, call.bucket, name, undefined);
    return { status: 204 };
  };
}

/** GetBucketPolicyStatus: whether the policy lets everybody in without a condition. */
export function getBucketPolicyStatus(call: Call): Reply {
  const value = bucketSetting(call.store.database, call.bucket, 'policy');
  if (value === undefined) throw s3Error('NoSuchBucketPolicy', { detail: { BucketName: call.bucket } });
  return {
    status: 200,
    body: xmlDocument('PolicyStatus', [element('IsPublic', isPublicPolicy(value))], s3Namespace),
  };
}

/** GetBucketVersioning. */
export function getBucketVersioning(call: Call): Reply {
  const { versioning } = requireBucket(call.store.database, call.bucket);
  return {
    status: 200,
    body: xmlDocument(
      'VersioningConfiguration',
      [element('Status', versioning === '' ? undefined : versioning)],
      s3Namespace,
    ),
  };
}

/** PutBucketVersioning. */
export async function putBucketVersioning(call: Call): Promise<Reply> {
  const status = childText(parseXml(await receiveText(call), 'VersioningConfiguration'), 'Status');
  if (status !== 'Enabled' && status !== 'Suspended')
    throw s3Error('IllegalVersioningConfigurationException');
  setVersioning(call.store.database, call.bucket, status);
  return { status: 200 };
}

function settingOf(name: string): Setting {
  const setting = settings[name];
  if (setting === undefined) throw s3Error('NotImplemented');
  return setting;
}

function checkPolicy(call: Call, value: string): string {
  let policy: unknown;
  try {
    policy = JSON.parse(value);
  } catch (error) {
    throw s3Error('MalformedPolicy', { detail: { Reason: String(error) } });
  }
  if (typeof policy !== 'object' || policy === null || !('Statement' in policy)) {
    throw s3Error('MalformedPolicy', { message: 'Missing required field Statement' });
  }
  if (isPublicPolicy(value) && blocksPublic(call, call.bucket, 'BlockPublicPolicy'))
    throw s3Error('AccessDenied');
  return value;
}

function isPublicPolicy(value: string): boolean {
  const { Statement: statement } = JSON.parse(value) as { Statement: unknown };
  return [statement].flat().some((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return false;
    const { Effect, Principal, Condition } = entry as Record<string, unknown>;
    const principals =
      typeof Principal === 'object' && Principal !== null ? Object.values(Principal).flat() : [Principal];
    return Effect === 'Allow' && Condition === undefined && principals.includes('*');
  });
}
