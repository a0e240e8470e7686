import { maxKeyBytes } from '../../../shared/domain/object.ts';
import { SatchelError } from '../satchelError.ts';
import type { ObjectAttributes } from './storage.ts';

/** Throws `object.nameInvalid` or `object.nameTooLong` for a key that no S3 server can store. */
export function checkKey(key: string): void {
  const params = { name: nameOf(key) };
  if (key === '' || /\p{Surrogate}/u.test(key)) {
    throw new SatchelError('object.nameInvalid', 'The key is empty or is no Unicode text.', { params });
  }
  if (Buffer.byteLength(key) > maxKeyBytes) {
    throw new SatchelError('object.nameTooLong', `The key has more than ${maxKeyBytes} bytes.`, { params });
  }
}

/** Throws `bucket.nameInvalid` for a name that cannot be a bucket's, before it gets into an address. */
export function checkBucketName(name: string): void {
  // Wider than today's rules for new buckets: older ones may have capitals, underscores and 255 characters.
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/.test(name)) {
    throw new SatchelError('bucket.nameInvalid', 'This is no legal bucket name.', {
      params: { bucket: name },
    });
  }
}

/** The last part of a key that is not empty, as people name a file. */
export function nameOf(key: string): string {
  return key.split('/').findLast((part) => part !== '') ?? key;
}

/** Throws `request.invalid` for a content type, metadata or their like that HTTP headers cannot carry. */
export function checkAttributes(attributes: ObjectAttributes): void {
  const { contentType, contentEncoding, contentDisposition, contentLanguage, cacheControl } = attributes;
  const headers = [contentType, contentEncoding, contentDisposition, contentLanguage, cacheControl];
  const metadata = Object.entries(attributes.metadata ?? {}).flat();
  for (const text of [...headers, attributes.storageClass, ...metadata]) {
    if (text === undefined) continue;
    if (!/^[\x20-\x7e]*$/.test(text)) {
      throw new SatchelError('request.invalid', 'Metadata has to be printable ASCII.');
    }
  }
}
