import { S3Error, s3Error } from '../errors.ts';
import { hasBodyDigest, receiveText } from '../http/body.ts';
import type { Call, Reply } from '../http/call.ts';
import { findVersion } from '../store/versions.ts';
import {
  childNodes,
  childText,
  element,
  parseXml,
  s3Namespace,
  type XmlElement,
  type XmlNode,
  xmlDocument,
} from '../xml.ts';
import { matches } from './conditions.ts';
import { removeObject } from './putObject.ts';

/** DeleteObjects: up to 1,000 keys, each with a result of its own. */
export async function deleteObjects(call: Call): Promise<Reply> {
  if (!hasBodyDigest(call)) {
    throw s3Error('InvalidRequest', { message: 'Missing required header for this request: Content-MD5' });
  }
  const root = parseXml(await receiveText(call), 'Delete');
  const quiet = childText(root, 'Quiet')?.trim() === 'true';
  const objects = childNodes(root, 'Object');
  if (objects.length === 0 || objects.length > 1000) throw s3Error('MalformedXML');
  const useless: string[] = [];
  const results = call.store.database.transaction(() =>
    objects.map((object) => deleteOne(call, object, quiet, useless)),
  );
  await call.store.blobs.remove(useless);
  return { status: 200, body: xmlDocument('DeleteResult', results, s3Namespace) };
}

function deleteOne(call: Call, object: XmlNode, quiet: boolean, useless: string[]): XmlElement | undefined {
  const key = childText(object, 'Key');
  const versionId = childText(object, 'VersionId');
  const ifMatch = childText(object, 'ETag');
  if (key === undefined || key === '') throw s3Error('MalformedXML');
  try {
    call.demand(versionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion', call.bucket, key);
    if (ifMatch !== undefined) {
      const version = findVersion(call.store.database, call.bucket, key, versionId);
      if (version === undefined || version.isDeleteMarker) throw s3Error('NoSuchKey');
      if (!matches(ifMatch, version.etag)) throw s3Error('PreconditionFailed');
    }
    const deletion = removeObject(call, key, versionId);
    useless.push(...deletion.blobs);
    if (quiet) return undefined;
    return element('Deleted', [
      element('Key', key),
      element('VersionId', versionId),
      element('DeleteMarker', deletion.isDeleteMarker ? true : undefined),
      element('DeleteMarkerVersionId', deletion.isDeleteMarker ? deletion.versionId : undefined),
    ]);
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    return element('Error', [
      element('Key', key),
      element('VersionId', versionId),
      element('Code', error.code),
      element('Message', error.message),
    ]);
  }
}
