import { describe, expect, test } from 'vitest';
import {
  fieldsOf,
  formOf,
  newFields,
  withPasted,
  withProvider,
} from '../../../../renderer/features/accountForm/accountFields.ts';
import { accountFormSchema } from '../../../../shared/domain/account.ts';
import { aws, cloudflare, edited, keeping, other } from './provider.ts';

const typed = { name: ' Photos ', accessKeyId: ' AKIA\n', secretAccessKey: '\tsecret ' };

describe('the fields of the form', () => {
  test('a new account keeps its keys in the safest place that there is', () => {
    const places = [
      keeping,
      { ...keeping, keychain: { isAvailable: false } },
      { file: { path: '', isWritable: false }, keychain: { isAvailable: false } },
    ].map((one) => newFields(aws, one).keepIn);
    expect(places).toEqual(['keychain', 'file', 'session']);
  });

  test('another provider starts with its own region and without the place of the one before', () => {
    const fields = {
      ...newFields(other, keeping),
      ...typed,
      endpoint: 'https://a.example',
      region: 'x',
      addressing: 'path' as const,
      certificates: { fileName: 'ca.pem', grantId: 'g' },
    };
    expect(withProvider(fields, other, cloudflare)).toEqual({
      ...newFields(cloudflare, keeping),
      ...typed,
    });
    expect(withProvider(fields, other, { ...other, id: 'minio' }).endpoint).toBe('https://a.example');
    expect(withProvider(fields, other, other)).toBe(fields);
  });

  test('a pasted region is taken only where one is asked for', () => {
    const pasted = { accessKeyId: 'AKIA', region: 'eu-west-1' };
    expect(withPasted(newFields(aws, keeping), pasted, aws).region).toBe('eu-west-1');
    expect(withPasted(newFields(cloudflare, keeping), pasted, cloudflare).region).toBe('auto');
  });

  test('spaces around what was pasted are not sent', () => {
    const form = formOf({ ...newFields(aws, keeping), ...typed }, aws, undefined);
    expect(accountFormSchema.parse(form)).toEqual({
      name: 'Photos',
      providerId: 'aws',
      region: 'us-east-1',
      keepIn: 'keychain',
      accessKeyId: 'AKIA',
      secretAccessKey: 'secret',
    });
  });

  test('an empty region is the provider’s usual one', () => {
    expect(formOf({ ...newFields(aws, keeping), region: ' ' }, aws, undefined).region).toBe('us-east-1');
  });

  test('what a server of one’s own needs is sent along', () => {
    const fields = {
      ...newFields(other, keeping),
      ...typed,
      endpoint: ' https://nas.example:9000 ',
      sessionToken: 'token',
      addressing: 'virtualHost' as const,
      certificates: { fileName: 'ca.pem', grantId: 'grant' },
    };
    expect(accountFormSchema.parse(formOf(fields, other, undefined))).toEqual({
      name: 'Photos',
      providerId: 'other',
      endpoint: 'https://nas.example:9000',
      region: 'us-east-1',
      keepIn: 'keychain',
      accessKeyId: 'AKIA',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      addressing: 'virtualHost',
      caGrantId: 'grant',
    });
  });

  test('an edited account keeps the keys and certificates that are not touched', () => {
    const own = { ...edited, providerId: 'other', endpoint: 'https://a.example', caFileName: 'ca.pem' };
    const fields = fieldsOf(own);
    const form = {
      name: 'Photos',
      providerId: 'other',
      endpoint: 'https://a.example',
      region: 'eu-central-1',
      keepIn: 'file',
    };
    expect(formOf(fields, other, own)).toEqual(form);
    expect(formOf({ ...fields, certificates: undefined }, other, own)).toEqual({ ...form, caGrantId: null });
  });
});
