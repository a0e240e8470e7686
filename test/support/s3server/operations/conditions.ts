import { s3Error } from '../errors.ts';
import type { Call } from '../http/call.ts';
import { findVersion, type Version } from '../store/versions.ts';

/**
 * Checks If-Match and its like on a read (RFC 9110, section 13.2.2); gives `not-modified` for a 304
 * and throws PreconditionFailed. `prefix` names the copy source's own headers.
 */
export function checkReadConditions(call: Call, version: Version, prefix = ''): 'go-on' | 'not-modified' {
  const condition = (name: string): string | undefined => call.header(`${prefix}${name}`);
  const ifMatch = condition('if-match');
  const ifNoneMatch = condition('if-none-match');
  const changedSince = (text: string): boolean => {
    const ms = Date.parse(text);
    return Number.isNaN(ms) || Math.floor(version.modifiedAtMs / 1000) * 1000 > ms;
  };
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, version.etag)) throw failed('If-Match');
  } else {
    const ifUnmodified = condition('if-unmodified-since');
    if (ifUnmodified !== undefined && !Number.isNaN(Date.parse(ifUnmodified)) && changedSince(ifUnmodified)) {
      throw failed('If-Unmodified-Since');
    }
  }
  if (ifNoneMatch !== undefined) {
    if (matches(ifNoneMatch, version.etag)) {
      if (prefix !== '') throw failed('If-None-Match');
      return 'not-modified';
    }
    return 'go-on';
  }
  const ifModified = condition('if-modified-since');
  if (ifModified !== undefined && !changedSince(ifModified)) {
    if (prefix !== '') throw failed('If-Modified-Since');
    return 'not-modified';
  }
  return 'go-on';
}

/** Checks If-Match and If-None-Match on a write against the current object; throws PreconditionFailed or NoSuchKey. */
export function checkWriteConditions(call: Call): void {
  const ifMatch = call.header('if-match');
  const ifNoneMatch = call.header('if-none-match');
  if (ifMatch === undefined && ifNoneMatch === undefined) return;
  const latest = findVersion(call.store.database, call.bucket, call.key);
  const current = latest?.isDeleteMarker === true ? undefined : latest;
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() !== '*') throw s3Error('NotImplemented', { detail: { Header: 'If-None-Match' } });
    if (current !== undefined) throw failed('If-None-Match');
  }
  if (ifMatch !== undefined) {
    if (current === undefined) throw s3Error('NoSuchKey', { detail: { Key: call.key } });
    if (!matches(ifMatch, current.etag)) throw failed('If-Match');
  }
}

/** Whether a write depends on what is there. */
export function isConditional(call: Call): boolean {
  return call.header('if-match') !== undefined || call.header('if-none-match') !== undefined;
}

/** Whether a list of entity tags names this one. */
export function matches(header: string, etag: string): boolean {
  return header.split(',').some((item) => {
    const wanted = item.trim().replace(/^W\//, '');
    return wanted === '*' || wanted.replace(/^"|"$/g, '') === etag;
  });
}

function failed(condition: string): Error {
  return s3Error('PreconditionFailed', { detail: { Condition: condition } });
}
