import { describe, expect, test } from 'vitest';
import { readPastedKeys } from '../../../../renderer/features/accountForm/pastedKeys.ts';

const id = 'AKIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const keys = { accessKeyId: id, secretAccessKey: secret };

describe('a pasted text with keys in it', () => {
  test.each([
    ['an AWS file', `[work]\naws_access_key_id = ${id}\naws_secret_access_key=${secret}\n`],
    ['a shell', `export AWS_ACCESS_KEY_ID=${id}\nexport AWS_SECRET_ACCESS_KEY=${secret}`],
    ['a shell with quotes', `export AWS_ACCESS_KEY_ID="${id}"\nexport AWS_SECRET_ACCESS_KEY='${secret}'`],
    ['a .env file', `AWS_ACCESS_KEY_ID=${id}\r\nAWS_SECRET_ACCESS_KEY=${secret}\r\n`],
    ['cmd.exe', `SET AWS_ACCESS_KEY_ID=${id}\nSET AWS_SECRET_ACCESS_KEY=${secret}`],
    ['PowerShell', `$Env:AWS_ACCESS_KEY_ID="${id}"\n$Env:AWS_SECRET_ACCESS_KEY="${secret}"`],
    ['JSON', `{\n  "AccessKeyId": "${id}",\n  "SecretAccessKey": "${secret}"\n}`],
    ['a page with labels', `Access Key ID: ${id}\nSecret Access Key: ${secret}`],
    ['the console’s CSV', `\uFEFFAccess key ID,Secret access key\n${id},${secret}\n`],
    ['the older CSV', `User name,Password,Access key ID,Secret access key\njane,,${id},${secret}`],
    ['a spreadsheet', `Access key ID\tSecret access key\n${id}\t${secret}`],
  ])('fills both from %s', (_, text) => {
    expect(readPastedKeys(text)).toEqual(keys);
  });

  test('fills session token and region too', () => {
    const text = [
      `aws_access_key_id = ${id}`,
      `aws_secret_access_key = ${secret}`,
      'aws_session_token = IQoJb3JpZ2luX2VjEJ3//////////wEaCXVzLWVhc3QtMSJ==',
      'region = eu-central-1',
      'output = json',
    ].join('\n');
    expect(readPastedKeys(text)).toEqual({
      ...keys,
      sessionToken: 'IQoJb3JpZ2luX2VjEJ3//////////wEaCXVzLWVhc3QtMSJ==',
      region: 'eu-central-1',
    });
  });

  test('fills what there is', () => {
    expect(readPastedKeys(`aws_access_key_id = ${id}`)).toEqual({ accessKeyId: id });
  });

  test.each([
    ['a key alone', id],
    ['a secret alone', secret],
    ['a sentence', 'Dear all, the key is: on my desk'],
    ['nothing', ''],
    ['a region alone', 'region = eu-west-1'],
    ['settings of two profiles', `aws_access_key_id = ${id}\naws_access_key_id = AKIAI44QH8DHBEXAMPLE`],
    ['a placeholder', 'aws_access_key_id = <your key>\naws_secret_access_key = YOUR SECRET'],
    ['a reference', 'export AWS_ACCESS_KEY_ID=$KEY\nexport AWS_SECRET_ACCESS_KEY=%SECRET%'],
    ['masked keys', 'aws_access_key_id = ****************MPLE\naws_secret_access_key = ****'],
    ['a table with two rows', `Access key ID,Secret access key\n${id},a\nAKIAI44QH8DHBEXAMPLE,b`],
    [
      'a table with a comma in a cell',
      `User name,Access key ID,Secret access key\n"Doe, Jane",${id},${secret}`,
    ],
  ])('leaves %s alone', (_, text) => {
    expect(readPastedKeys(text)).toBeUndefined();
  });
});
