import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { readConnectionFile } from '../../../electron/core/accounts/connectionFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'satchel-connection-'));
const path = join(folder, 'connection.json');
afterAll(() => rmSync(folder, { recursive: true }));

const whole = { name: 'Demo', accessKeyId: 'AKIA-not-to-be-shown', secretAccessKey: 'not-to-be-shown' };

test('a connection is read, with what is missing filled in', () => {
  writeFileSync(path, JSON.stringify(whole));
  expect(readConnectionFile(path)).toEqual({
    ...whole,
    provider: 'other',
    region: 'us-east-1',
    silenceTimeoutMs: 30_000,
  });
});

test.for([
  ['cut off', JSON.stringify(whole).slice(0, -3), 'is not JSON'],
  ['of another shape', '"not-to-be-shown"', 'is no connection'],
  ['with a wrong field', JSON.stringify({ ...whole, endpoint: 'not-to-be-shown' }), 'check endpoint.'],
  [
    'with a provider that there is not',
    JSON.stringify({ ...whole, provider: 'not-to-be-shown' }),
    'check provider.',
  ],
  [
    'with fields that are too much or missing',
    JSON.stringify({ 'not-to-be-shown': 1 }),
    'check name, accessKeyId',
  ],
] as const)('a file %s is refused by a text that shows nothing of it', ([, content, text]) => {
  writeFileSync(path, content);
  let caught: unknown;
  try {
    readConnectionFile(path);
  } catch (error) {
    caught = error;
  }
  expect(caught).toMatchObject({ code: 'request.invalid', message: expect.stringContaining(text) });
  expect(inspect(caught, { depth: 10, showHidden: true })).not.toContain('not-to-be-shown');
});

test('a file that is missing, or that is none, is named', () => {
  expect(() => readConnectionFile(join(folder, 'missing.json'))).toThrow(
    expect.objectContaining({ code: 'local.notFound', message: expect.stringContaining('missing.json') }),
  );
  expect(() => readConnectionFile(folder)).toThrow(expect.objectContaining({ code: 'local.notReadable' }));
});
