import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { pythonJson } from '../../../../electron/core/accounts/signIn/pythonJson.ts';

test('is what json.dumps writes, to the byte', () => {
  const value = {
    startUrl: 'https://müller.example/start',
    scopes: ['sso:account:access', 'a"b\\'],
    session_name: null,
    left: undefined,
    odd: '\u007f\n\u2028😀',
    number: 1,
    empty: [],
  };
  expect(pythonJson(value)).toBe(
    String.raw`{"startUrl": "https://m\u00fcller.example/start", "scopes": ["sso:account:access", "a\"b\\"], "session_name": null, "odd": "\u007f\n\u2028\ud83d\ude00", "number": 1, "empty": []}`,
  );
});

test('gives the name that the AWS CLI keeps a registration under', () => {
  const text = pythonJson({
    region: 'eu-west-1',
    scopes: ['sso:account:access'],
    session_name: 'work',
    startUrl: 'https://example.awsapps.com/start',
    tool: 'botocore',
  });
  // By Python: hashlib.sha1(json.dumps(args, sort_keys=True).encode('utf-8')).hexdigest()
  expect(createHash('sha1').update(text).digest('hex')).toBe('cc86c7902b7812d34191c72ae945e2d2146f470c');
});
