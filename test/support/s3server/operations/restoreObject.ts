import { s3Error } from '../errors.ts';
import { receiveText } from '../http/body.ts';
import type { Call, Reply } from '../http/call.ts';
import { requireObject, setAttributes } from '../store/versions.ts';
import { childText, parseXml } from '../xml.ts';

const dayMs = 86_400_000;

/** Whether objects of this storage class must be restored before they can be read. */
export function isArchived(storageClass: string): boolean {
  return storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE';
}

/** RestoreObject: the copy can be read at once, where S3 takes hours. */
export async function restoreObject(call: Call): Promise<Reply> {
  const days = Number(childText(parseXml(await receiveText(call), 'RestoreRequest'), 'Days') ?? 0);
  if (!Number.isInteger(days) || days < 1) throw s3Error('MalformedXML');
  const version = requireObject(call.store.database, call.bucket, call.key, call.query.get('versionId'));
  if (!isArchived(version.attributes.storageClass)) {
    throw s3Error('InvalidObjectState', {
      message: 'Restore is not allowed for the object’s current storage class',
    });
  }
  const again = (version.attributes.restoredUntilMs ?? 0) > call.nowMs();
  const restoredUntilMs = Math.ceil(call.nowMs() / dayMs + days) * dayMs;
  setAttributes(call.store.database, version, { ...version.attributes, restoredUntilMs });
  return { status: again ? 200 : 202 };
}
