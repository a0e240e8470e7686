import { SatchelError } from '../../satchelError.ts';
import { checkKey, nameOf } from '../rules.ts';
import type {
  CallOptions,
  Checksum,
  ObjectAttributes,
  ObjectRef,
  UploadOptions,
  WriteCondition,
  WriteResult,
} from '../storage.ts';
import { attributeHeaders } from './attributes.ts';
import { expectField, type S3Calls } from './calls.ts';
import { confirmedChecksum, contentOf } from './content.ts';
import type { ErrorContext } from './errors.ts';
import { type EncryptionFields, encryptionFields, encryptionOf, quoted } from './etags.ts';
import { statIfThere } from './reading.ts';
import { tellSentBytes } from './sentBytes.ts';

/** Stores an object in one request. */
export async function put(
  calls: S3Calls,
  { bucket, key }: ObjectRef,
  body: Uint8Array,
  options: UploadOptions & ObjectAttributes & { readonly condition?: WriteCondition } = {},
): Promise<WriteResult> {
  checkKey(key);
  const { condition } = options;
  if (condition && !calls.provider.conditionalPut)
    await checkCondition(calls, { bucket, key }, condition, options);
  const content = await contentOf(calls, body);
  const request = {
    method: 'PUT',
    bucket,
    key,
    query: { 'x-id': 'PutObject' },
    bodyHash: content.bodyHash,
    headers: { ...content.headers, ...attributeHeaders(options), ...conditionHeaders(calls, condition) },
  } as const;
  const context = { key, ...conditionContext(condition) };
  return tellSentBytes(body, options, async (open, callOptions) => {
    const answer = await calls.data('upload', { ...request, open }, callOptions, context);
    return writeResult({
      ETag: answer.headers.etag,
      VersionId: answer.headers['x-amz-version-id'],
      ...encryptionFields(answer.headers),
      checksum: confirmedChecksum(calls, content, answer.headers, key),
    });
  });
}

/** Looks an object up in place of a condition that the server would ignore; throws what the server would. */
export async function checkCondition(
  calls: S3Calls,
  ref: ObjectRef,
  condition: WriteCondition,
  options: CallOptions,
): Promise<void> {
  const params = { name: nameOf(ref.key) };
  const existing = await statIfThere(calls, ref, options);
  if ('ifAbsent' in condition) {
    if (existing) throw new SatchelError('object.alreadyExists', 'The object exists already.', { params });
  } else if (existing?.etag !== condition.ifMatchEtag) {
    throw new SatchelError('object.changed', 'The object is another one by now.', { params });
  }
}

/** The headers of a conditional write. */
export function conditionInput({ provider }: S3Calls, condition: WriteCondition | undefined) {
  if (condition === undefined) return {};
  if ('ifAbsent' in condition) return { IfNoneMatch: '*' };
  const etag = condition.ifMatchEtag;
  return { IfMatch: provider.ifMatchForm === 'bare' ? etag.replaceAll('"', '') : etag };
}

/** What a failed precondition means for a conditional write. */
export function conditionContext(
  condition: WriteCondition | undefined,
): Pick<ErrorContext, 'preconditionCode'> {
  if (condition === undefined) return {};
  return { preconditionCode: 'ifAbsent' in condition ? 'object.alreadyExists' : 'object.changed' };
}

function conditionHeaders(
  calls: S3Calls,
  condition: WriteCondition | undefined,
): Readonly<Record<string, string>> {
  const { IfNoneMatch, IfMatch } = conditionInput(calls, condition);
  return {
    ...(IfNoneMatch !== undefined && { 'if-none-match': IfNoneMatch }),
    ...(IfMatch !== undefined && { 'if-match': IfMatch }),
  };
}

/** The answer to a write in the storage's terms. */
export function writeResult(
  answer: EncryptionFields & {
    readonly ETag?: string | undefined;
    readonly VersionId?: string | undefined;
    readonly checksum?: Checksum | undefined;
  },
): WriteResult {
  const etag = quoted(expectField(answer.ETag, 'ETag'));
  return {
    etag,
    ...(answer.VersionId === undefined ? {} : { versionId: answer.VersionId }),
    ...encryptionOf(answer),
    ...(answer.checksum === undefined ? {} : { checksum: answer.checksum }),
  };
}
