import { describe, expect, test } from 'vitest';
import { endOfLink, readableUntil } from '../../../electron/core/storage/s3/linkEnd.ts';

const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 23, 12) + 400;
const startMs = nowMs - 400;

describe('a link ends', () => {
  test('after the time that was asked for, counted from the second in its signature', () => {
    expect(endOfLink(nowMs, 86_400, {}, undefined)).toEqual({
      seconds: 86_400,
      endsAtMs: startMs + 24 * hourMs,
      limit: 'asked',
    });
    const lasting = { sessionToken: 'token', expiresAtMs: nowMs + 2 * hourMs };
    expect(endOfLink(nowMs, 3600, lasting, undefined)).toMatchObject({ seconds: 3600, limit: 'asked' });
  });

  test('with its temporary keys, where they end sooner', () => {
    const keys = { sessionToken: 'token', expiresAtMs: startMs + hourMs };
    expect(endOfLink(nowMs, 86_400, keys, undefined)).toEqual({
      seconds: 3600,
      endsAtMs: startMs + hourMs,
      limit: 'keys',
    });
  });

  test('with the copy that was restored from the archive, where that ends sooner', () => {
    const keys = { sessionToken: 'token', expiresAtMs: startMs + 2 * hourMs };
    expect(endOfLink(nowMs, 86_400, keys, startMs + hourMs)).toMatchObject({
      endsAtMs: startMs + hourMs,
      limit: 'archive',
    });
    expect(endOfLink(nowMs, 86_400, keys, startMs + 3 * hourMs)).toMatchObject({ limit: 'keys' });
  });

  test('maybe sooner, where temporary keys do not tell their end', () => {
    expect(endOfLink(nowMs, 60, { sessionToken: 'token' }, undefined)).toMatchObject({
      seconds: 60,
      limit: 'unknown',
    });
  });

  test('before it begins with keys that are over, so that there is none', () => {
    const keys = { sessionToken: 'token', expiresAtMs: nowMs - 1000 };
    expect(() => endOfLink(nowMs, 60, keys, undefined)).toThrow(
      expect.objectContaining({ code: 'credentials.expired' }),
    );
  });
});

describe('an object of an archive can be read', () => {
  const day = 'Fri, 04 Dec 2026 00:00:00 GMT';
  test.for([
    ['GLACIER', undefined, undefined, 'archived'],
    ['DEEP_ARCHIVE', 'ongoing-request="true"', undefined, 'archived'],
    ['GLACIER', `ongoing-request="false", expiry-date="${day}"`, undefined, Date.parse(day)],
    ['INTELLIGENT_TIERING', undefined, undefined, undefined],
    ['INTELLIGENT_TIERING', undefined, 'ARCHIVE_ACCESS', 'archived'],
    ['INTELLIGENT_TIERING', 'ongoing-request="true"', 'DEEP_ARCHIVE_ACCESS', 'archived'],
  ] as const)('%s with restore %s and status %s: %s', ([storageClass, restore, status, until]) => {
    expect(readableUntil(storageClass, restore, status)).toBe(until);
  });
});
