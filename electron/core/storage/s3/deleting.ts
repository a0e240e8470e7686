import { createHash } from 'node:crypto';
import { DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { SatchelError } from '../../satchelError.ts';
import type { CallOptions, DeleteOutcome, ObjectRef } from '../storage.ts';
import type { S3Calls } from './calls.ts';
import { isUnsafeInXml } from './keys.ts';
import { checkNamed, statIfThere } from './reading.ts';
import { checkCondition } from './writing.ts';

/** How DeleteObjects is asked: with which proof of its body, or not at all. */
type DeleteMode = 'crc32' | 'contentMd5' | 'single';
/** The mode that works with a server, learned from its refusals. */
export type DeleteModeMemory = { mode: DeleteMode };

const parallelSingles = 8;

type DeleteFailure = DeleteOutcome['failures'][number];

/** Deletes any number of keys; failures of single keys are told and do not stop the others. */
export async function deleteMany(
  calls: S3Calls,
  memory: DeleteModeMemory,
  bucket: string,
  keys: readonly string[],
  options: CallOptions = {},
): Promise<DeleteOutcome> {
  const failures: DeleteFailure[] = [];
  const batchable = keys.filter((key) => !isUnsafeInXml(key));
  const { deleteBatchKeys } = calls.provider;
  for (let start = 0; start < batchable.length; start += deleteBatchKeys) {
    failures.push(
      ...(await deleteBatch(calls, memory, bucket, batchable.slice(start, start + deleteBatchKeys), options)),
    );
  }
  failures.push(...(await deleteSingly(calls, bucket, keys.filter(isUnsafeInXml), options)));
  return { deletedCount: keys.length - failures.length, failures };
}

/** Deletes an object that still is the one of the ETag. */
export async function deleteUnchanged(
  calls: S3Calls,
  { bucket, key }: ObjectRef,
  etag: string,
  options: CallOptions = {},
): Promise<void> {
  const { conditionalDelete } = calls.provider;
  try {
    checkNamed(key);
    if (!conditionalDelete) await checkCondition(calls, { bucket, key }, { ifMatchEtag: etag }, options);
    const command = new DeleteObjectCommand({
      Bucket: bucket,
      Key: key,
      ...(conditionalDelete && { IfMatch: etag }),
    });
    const context = { key, preconditionCode: 'object.changed' } as const;
    await calls.inBucket('metadata', bucket, options, context, (client, send) => client.send(command, send));
  } catch (error) {
    if (!(error instanceof SatchelError)) throw error;
    if (error.code === 'object.notFound') return;
    // Gone, or another one? A condition does not tell.
    if (error.code !== 'object.changed' || (await statIfThere(calls, { bucket, key }, options))) throw error;
  }
}

async function deleteBatch(
  calls: S3Calls,
  memory: DeleteModeMemory,
  bucket: string,
  keys: readonly string[],
  options: CallOptions,
): Promise<readonly DeleteFailure[]> {
  while (memory.mode !== 'single') {
    try {
      return await deleteTogether(calls, memory.mode, bucket, keys, options);
    } catch (error) {
      if (!(error instanceof SatchelError) || !isRefusalOfForm(error)) throw error;
      memory.mode = memory.mode === 'crc32' ? 'contentMd5' : 'single';
    }
  }
  return deleteSingly(calls, bucket, keys, options);
}

async function deleteTogether(
  calls: S3Calls,
  mode: 'crc32' | 'contentMd5',
  bucket: string,
  keys: readonly string[],
  options: CallOptions,
): Promise<readonly DeleteFailure[]> {
  const command = new DeleteObjectsCommand({
    Bucket: bucket,
    Delete: { Quiet: false, Objects: keys.map((key) => ({ Key: key })) },
  });
  if (mode === 'contentMd5') proveByContentMd5(command);
  const answer = await calls.inBucket('metadata', bucket, options, {}, (client, send) =>
    client.send(command, send),
  );
  const deleted = new Set((answer.Deleted ?? []).map(({ Key }) => Key));
  const refused = new Map<string, SatchelError>();
  for (const { Key: key = '', Code, Message } of answer.Errors ?? []) {
    // An element of `Errors` has the fields of an error answer, and means the same.
    const failure = { name: Code, Code, message: Message, $metadata: { httpStatusCode: 200 } };
    const error = calls.mapError(failure, { bucket, key });
    if (error.code === 'object.notFound') deleted.add(key);
    else refused.set(key, error);
  }
  return keys
    .filter((key) => refused.has(key) || !deleted.has(key))
    .map((key) => ({ key, error: refused.get(key) ?? unansweredKey() }));
}

function unansweredKey(): SatchelError {
  return new SatchelError('server.badAnswer', 'The answer does not say whether the object was deleted.');
}

/** One request for each key, a few at a time; a failure that would meet every key ends it. */
async function deleteSingly(
  calls: S3Calls,
  bucket: string,
  keys: readonly string[],
  options: CallOptions,
): Promise<readonly DeleteFailure[]> {
  const failures: DeleteFailure[] = [];
  const waiting = [...keys].reverse();
  const work = async (): Promise<void> => {
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      const error = await deleteOne(calls, bucket, key, options);
      if (error) failures.push({ key, error });
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(parallelSingles, keys.length) }, work));
  } finally {
    waiting.length = 0;
  }
  return failures;
}

async function deleteOne(
  calls: S3Calls,
  bucket: string,
  key: string,
  options: CallOptions,
): Promise<SatchelError | undefined> {
  const command = new DeleteObjectCommand({ Bucket: bucket, Key: key });
  try {
    await calls.inBucket('metadata', bucket, options, { key }, (client, send) => client.send(command, send));
    return undefined;
  } catch (error) {
    if (!(error instanceof SatchelError) || !isAboutKey(error)) throw error;
    return error.code === 'object.notFound' ? undefined : error;
  }
}

/** Some older servers answer a proof that they do not know with 400 or 501. */
function isRefusalOfForm({ code }: SatchelError): boolean {
  return code === 'request.invalid' || code === 'integrity.mismatch' || code === 'storage.unsupported';
}

function isAboutKey({ code }: SatchelError): boolean {
  return code.startsWith('object.') || code === 'access.denied' || code === 'request.invalid';
}

/** Replaces the CRC header, without which the SDK sends no DeleteObjects, by Content-MD5. */
function proveByContentMd5(command: DeleteObjectsCommand): void {
  command.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { headers: Record<string, string>; body: string | Uint8Array };
      for (const name of Object.keys(request.headers)) {
        if (/^x-amz-(sdk-)?checksum-/i.test(name)) delete request.headers[name];
      }
      request.headers['content-md5'] = createHash('md5').update(request.body).digest('base64');
      return next(args);
    },
    // Behind the SDK's own checksum and before the signature.
    { step: 'build', priority: 'low', name: 'proveByContentMd5' },
  );
}
