import { s3Error } from '../errors.ts';
import { receiveText } from '../http/body.ts';
import type { Call, Reply } from '../http/call.ts';
import { bucketSetting, requireBucket, setBucketAcl } from '../store/buckets.ts';
import { requireObject, setAttributes } from '../store/versions.ts';
import { childNodes, childText, element, parseXml, s3Namespace, xmlDocument } from '../xml.ts';

/** The one owner of everything. */
export const owner = {
  id: '75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a',
  displayName: 'satchel',
} as const;

const allUsers = 'http://acs.amazonaws.com/groups/global/AllUsers';
const authenticatedUsers = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
const permissions = ['FULL_CONTROL', 'READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'];

type Grant = {
  readonly grantee: { readonly id: string } | { readonly uri: string };
  readonly permission: string;
};

const ownerGrant: Grant = { grantee: { id: owner.id }, permission: 'FULL_CONTROL' };
const everybodyReads: Grant = { grantee: { uri: allUsers }, permission: 'READ' };
const canned = new Map<string, readonly Grant[]>([
  ['private', [ownerGrant]],
  ['public-read', [ownerGrant, everybodyReads]],
  ['public-read-write', [ownerGrant, everybodyReads, { grantee: { uri: allUsers }, permission: 'WRITE' }]],
  ['authenticated-read', [ownerGrant, { grantee: { uri: authenticatedUsers }, permission: 'READ' }]],
  ['bucket-owner-read', [ownerGrant]],
  ['bucket-owner-full-control', [ownerGrant]],
]);

/** The ACL that a request's headers ask for (as it is stored), private when they ask for none. */
export function cannedAcl(call: Call, bucket: string): string {
  const name = call.header('x-amz-acl');
  const granted = [...call.headers].flatMap(([header, value]) => headerGrants(header, value));
  if (name !== undefined && granted.length > 0) {
    throw s3Error('InvalidRequest', {
      message: 'Specifying both Canned ACLs and Header Grants is not allowed',
    });
  }
  const grants = granted.length > 0 ? granted : canned.get(name ?? 'private');
  if (grants === undefined) {
    throw s3Error('InvalidArgument', { detail: { ArgumentName: 'x-amz-acl', ArgumentValue: name ?? '' } });
  }
  if (name !== undefined && name !== 'private' && name !== 'bucket-owner-full-control')
    refuseWhereAclsAreOff(call, bucket);
  const acl = JSON.stringify(grants);
  refusePublic(call, bucket, acl);
  return acl;
}

/** Whether anybody may read by this ACL. */
export function isPublicRead(acl: string): boolean {
  return grantsOf(acl).some(
    ({ grantee, permission }) =>
      'uri' in grantee &&
      grantee.uri === allUsers &&
      (permission === 'READ' || permission === 'FULL_CONTROL'),
  );
}

/** Whether the bucket's public access block has a setting on. */
export function blocksPublic(call: Call, bucket: string, setting: string): boolean {
  const xml = bucketSetting(call.store.database, bucket, 'publicAccessBlock');
  return (
    xml !== undefined &&
    childText(parseXml(xml, 'PublicAccessBlockConfiguration'), setting)?.toLowerCase() === 'true'
  );
}

/** GetBucketAcl. */
export function getBucketAcl(call: Call): Reply {
  return { status: 200, body: aclXml(requireBucket(call.store.database, call.bucket).acl) };
}

/** PutBucketAcl. */
export async function putBucketAcl(call: Call): Promise<Reply> {
  setBucketAcl(call.store.database, call.bucket, await readAcl(call));
  return { status: 200 };
}

/** GetObjectAcl. */
export function getObjectAcl(call: Call): Reply {
  const version = requireObject(call.store.database, call.bucket, call.key, call.query.get('versionId'));
  return { status: 200, body: aclXml(version.attributes.acl) };
}

/** PutObjectAcl. */
export async function putObjectAcl(call: Call): Promise<Reply> {
  const acl = await readAcl(call);
  const version = requireObject(call.store.database, call.bucket, call.key, call.query.get('versionId'));
  setAttributes(call.store.database, version, { ...version.attributes, acl });
  return { status: 200 };
}

async function readAcl(call: Call): Promise<string> {
  const xml = await receiveText(call);
  if (xml.trim() === '') return cannedAcl(call, call.bucket);
  refuseWhereAclsAreOff(call, call.bucket);
  const list = childNodes(parseXml(xml, 'AccessControlPolicy'), 'AccessControlList')[0];
  if (list === undefined) throw s3Error('MalformedACLError');
  const grants = childNodes(list, 'Grant').map((node): Grant => {
    const grantee = childNodes(node, 'Grantee')[0];
    const permission = childText(node, 'Permission') ?? '';
    const uri = grantee === undefined ? undefined : childText(grantee, 'URI');
    const id = grantee === undefined ? undefined : childText(grantee, 'ID');
    if (!permissions.includes(permission)) throw s3Error('MalformedACLError');
    if (uri !== undefined) return { grantee: { uri }, permission };
    if (id !== undefined) return { grantee: { id }, permission };
    throw s3Error('MalformedACLError');
  });
  const acl = JSON.stringify(grants);
  refusePublic(call, call.bucket, acl);
  return acl;
}

function refuseWhereAclsAreOff(call: Call, bucket: string): void {
  if (
    bucketSetting(call.store.database, bucket, 'ownershipControls')?.includes('BucketOwnerEnforced') === true
  ) {
    throw s3Error('AccessControlListNotSupported');
  }
}

function refusePublic(call: Call, bucket: string, acl: string): void {
  if (isPublicRead(acl) && blocksPublic(call, bucket, 'BlockPublicAcls')) throw s3Error('AccessDenied');
}

function headerGrants(header: string, value: string): readonly Grant[] {
  const permission = header.startsWith('x-amz-grant-')
    ? header.slice('x-amz-grant-'.length).replaceAll('-', '_').toUpperCase()
    : '';
  if (!permissions.includes(permission)) return [];
  return value.split(',').map((text): Grant => {
    const match = /^\s*(uri|id)="?([^"]*)"?\s*$/.exec(text);
    if (match?.[2] === undefined)
      throw s3Error('InvalidArgument', { detail: { ArgumentName: header, ArgumentValue: value } });
    return { grantee: match[1] === 'uri' ? { uri: match[2] } : { id: match[2] }, permission };
  });
}

function grantsOf(acl: string): readonly Grant[] {
  return JSON.parse(acl) as readonly Grant[];
}

/** The element that names the owner. */
export function ownerElement(name = 'Owner') {
  return element(name, [element('ID', owner.id), element('DisplayName', owner.displayName)]);
}

function aclXml(acl: string): string {
  const xsi = 'http://www.w3.org/2001/XMLSchema-instance';
  const grants = grantsOf(acl).map(({ grantee, permission }) =>
    element('Grant', [
      'uri' in grantee
        ? element('Grantee', [element('URI', grantee.uri)], { 'xmlns:xsi': xsi, 'xsi:type': 'Group' })
        : element('Grantee', [element('ID', grantee.id), element('DisplayName', owner.displayName)], {
            'xmlns:xsi': xsi,
            'xsi:type': 'CanonicalUser',
          }),
      element('Permission', permission),
    ]),
  );
  return xmlDocument(
    'AccessControlPolicy',
    [ownerElement(), element('AccessControlList', grants)],
    s3Namespace,
  );
}
