import { expect, test } from 'vitest';
import { withoutSecrets } from '../../../../electron/core/accounts/credentials/withoutSecrets.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

test.for([
  [
    'the answer itself',
    '{"AccessKeyId": "ASIAEXAMPLE", "SecretAccessKey":"a b", "SessionToken":"x\\"y"}',
    '{"AccessKeyId": •••, "SecretAccessKey":•••, "SessionToken":•••}',
  ],
  ['an answer that is cut off', '{"SecretAccessKey":"a b', '{"SecretAccessKey":•••'],
  [
    'settings',
    'aws_access_key_id = ASIAEXAMPLE\naws_secret_access_key=x',
    'aws_access_key_id = •••\naws_secret_access_key=•••',
  ],
  [
    'variables',
    "export AWS_SESSION_TOKEN='a b'; AWS_SECRET_ACCESS_KEY=xyz",
    'export AWS_SESSION_TOKEN=•••; AWS_SECRET_ACCESS_KEY=•••',
  ],
  ['a header', 'Authorization: Bearer a.b.c!', 'Authorization: •••'],
  ['a password', 'retry with password: hunter2, token=abc', 'retry with password: •••, token=•••'],
] as const)('%s is taken out by the names of its fields', ([, text, left]) => {
  expect(withoutSecrets(text)).toBe(left);
});

test.for([
  ['a secret key', secret],
  ['an access key', 'AKIAIOSFODNN7EXAMPLE'],
  ['a token', 'IQoJb3JpZ2luX2VjEKr//////////wEaCXVzLWVhc3QtMSJHMEUCIQDx'],
  ['a web token', 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N'],
  ['a token in hex', 'b4f1c97a3de80256b4f1c97a3de80256'],
] as const)('%s is taken out by its look', ([, text]) => {
  expect(withoutSecrets(`before ${text} after`)).toBe('before ••• after');
});

test('what a person needs is left', () => {
  const text = [
    'Error: not signed in. Run `vault login -method=oidc` (exit 2)',
    'Traceback: /usr/local/lib/python3.11/site-packages/acme_keys/credentials.py, line 12',
    'File "/Users/Anna/Library/ApplicationSupport/Acme/Keys/helper.config.yaml"',
    'could not assume arn:aws:iam::111122223333:role/EngineeringAdministrators',
    'see https://wiki.acme.example/engineering/how-to-get-access for help\tnow',
  ].join('\n');
  expect(withoutSecrets(text)).toBe(text);
});

test('control characters and colours are taken out', () => {
  expect(
    withoutSecrets(
      '\u001b[1;31mred\u001b[0m\u001b]0;title\u0007 bell\u0007\u0000 back\b\r\nnext\u202e line\u009b',
    ),
  ).toBe('red bell back\nnext line');
});
