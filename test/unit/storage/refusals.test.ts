import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readFailure } from '../../../electron/core/storage/s3/errors.ts';
import { errorFieldsOf, readErrorAnswer, refusal } from '../../../electron/core/storage/s3/refusals.ts';

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

describe("S3's errors", () => {
  test.for([
    ['<Error><Code>NoSuchKey</Code><Message>No</Message></Error>', { code: 'NoSuchKey', message: 'No' }],
    [`\uFEFF${head}<Error xmlns="x">\n <Code> A </Code></Error>`, { code: 'A' }],
    [`${head}<Error><Code>A</Code><Region>eu-west-1</Region></Error>`, { code: 'A', region: 'eu-west-1' }],
    [
      '<Error><Code>A</Code><Message>a &lt; b &amp;&amp; &#39;c&#x27; &unknown; &amp;lt;</Message></Error>',
      { code: 'A', message: "a < b && 'c' &unknown; &lt;" },
    ],
    ['<Error></Error>', {}],
    ['<Error><Code>A', {}],
  ] as const)('%s', ([xml, fields]) => {
    expect(errorFieldsOf(xml)).toEqual(fields);
  });
});

test.for([
  '',
  '<!doctype html><html><Error><Code>A</Code></Error></html>',
  '{"Code":"A"}',
  '<Errors/>',
  'Error',
])('%s is none', (answer) => {
  expect(errorFieldsOf(answer)).toBeUndefined();
});

test('a character that no text has is left as it was', () => {
  expect(errorFieldsOf('<Error><Message>&#0;&#x110000;</Message></Error>')).toEqual({
    message: '&#0;&#x110000;',
  });
});

test("a refusal is read as the SDK's is", async () => {
  const xml = `${head}<Error><Code>AuthorizationHeaderMalformed</Code><Region>far-1</Region></Error>`;
  const fields = await readErrorAnswer(Readable.from([Buffer.from(xml)]));
  expect(readFailure(refusal({ status: 400, headers: {} }, fields))).toMatchObject({
    s3Code: 'AuthorizationHeaderMalformed',
    status: 400,
    region: 'far-1',
  });
  const page = { status: 404, headers: { 'content-type': 'text/html', 'x-amz-bucket-region': 'far-2' } };
  expect(readFailure(refusal(page, undefined))).toMatchObject({
    s3Code: undefined,
    status: 404,
    region: 'far-2',
    isPage: true,
  });
});
