import '../catalogue.ts';
import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import {
  type AccountFields,
  fieldsOf,
  newFields,
} from '../../../../renderer/features/accountForm/accountFields.ts';
import { fieldOfRefusal, problemsOf } from '../../../../renderer/features/accountForm/fieldProblems.ts';
import { aws, cloudflare, edited, keeping, other } from './provider.ts';

const whole = (part: Partial<AccountFields> = {}): AccountFields => ({
  ...newFields(aws, keeping),
  name: 'Photos',
  accessKeyId: 'AKIA',
  secretAccessKey: 'secret',
  ...part,
});

describe('mistakes in the form', () => {
  test('an empty form lacks its name and its keys', () => {
    expect(problemsOf(newFields(aws, keeping), aws, undefined)).toEqual({
      name: 'nameMissing',
      accessKeyId: 'accessKeyMissing',
      secretAccessKey: 'secretMissing',
    });
  });

  test('a whole form has none', () => {
    expect(problemsOf(whole({ name: ' Photos ', accessKeyId: ' AKIA ' }), aws, undefined)).toEqual({});
  });

  test('a key with a space or a line break inside was copied wrong', () => {
    const fields = whole({
      accessKeyId: 'AK IA',
      secretAccessKey: 'se\ncret',
      sessionToken: 'a b',
      region: 'eu central',
    });
    expect(problemsOf(fields, aws, undefined)).toEqual({
      accessKeyId: 'hasSpaces',
      secretAccessKey: 'hasSpaces',
      sessionToken: 'hasSpaces',
      region: 'regionInvalid',
    });
  });

  test.each([
    ['', 'addressMissing'],
    ['nas.example', 'addressScheme'],
    ['ftp://nas.example', 'addressScheme'],
    ['https://', 'addressInvalid'],
    ['https://nas.example/a b', 'hasSpaces'],
    ['https://nas.example:9000', undefined],
    [' http://10.0.0.2:9000/ ', undefined],
  ])('the address %j: %s', (endpoint, problem) => {
    expect(problemsOf(whole({ endpoint }), other, undefined).endpoint).toBe(problem);
  });

  test('an account id is asked for where it stands in the address', () => {
    expect(problemsOf(whole(), cloudflare, undefined)).toEqual({ endpoint: 'accountIdMissing' });
    expect(problemsOf(whole({ endpoint: ' abc123 ' }), cloudflare, undefined)).toEqual({});
    expect(problemsOf(whole({ endpoint: 'https://abc123.example' }), cloudflare, undefined)).toEqual({
      endpoint: 'accountIdInvalid',
    });
  });

  test('a region is needed only where the provider has no usual one', () => {
    expect(problemsOf(whole({ region: '' }), aws, undefined)).toEqual({});
    expect(problemsOf(whole({ region: '' }), { ...aws, defaultRegion: '' }, undefined)).toEqual({
      region: 'regionMissing',
    });
  });

  test('keys that are there need not be typed again, but a new access key has a new secret', () => {
    const fields = fieldsOf(edited);
    expect(problemsOf(fields, aws, edited)).toEqual({});
    expect(problemsOf({ ...fields, secretAccessKey: 'secret' }, aws, edited)).toEqual({});
    expect(problemsOf({ ...fields, accessKeyId: 'AKIA' }, aws, edited)).toEqual({
      secretAccessKey: 'secretOfNewKeyMissing',
    });
    const { accessKeyEnding: _, ...withoutKeys } = edited;
    expect(Object.keys(problemsOf(fields, aws, withoutKeys))).toEqual(['accessKeyId', 'secretAccessKey']);
  });

  test('main’s refusals stand at their field, all others above the buttons', () => {
    expect(fieldOfRefusal('account.nameTaken')).toBe('name');
    expect(fieldOfRefusal('account.endpointInvalid')).toBe('endpoint');
    expect(fieldOfRefusal('account.fileBroken')).toBeUndefined();
  });

  test.each(Object.keys(i18next.getResourceBundle('en', 'accountForm').problem))(
    '%s is told in a sentence',
    (problem) => {
      expect(i18next.t(`problem.${problem}` as never, { ns: 'accountForm' })).toMatch(/^\p{Lu}[^{}!]+\.$/u);
    },
  );
});
