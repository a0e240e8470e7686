import { describe, expect, test } from 'vitest';
import {
  nameOfDevice,
  nameOfIdentity,
  nameOfRole,
  sessionNameAt,
} from '../../../../electron/core/accounts/credentials/names.ts';

describe('names out of ARNs', () => {
  test.each([
    ['arn:aws:iam::111122223333:mfa/anna', 'anna'],
    ['arn:aws-cn:iam::111122223333:mfa/team/anna', 'anna'],
    ['arn:aws:iam::111122223333:u2f/user/anna/key-ABC', 'key-ABC'],
    ['GAHT12345678', 'GAHT12345678'],
    ['odd/', 'odd/'],
  ])('the device %s is shown as %s', (serial, name) => {
    expect(nameOfDevice(serial)).toBe(name);
  });

  test.each([
    ['arn:aws:iam::111122223333:role/Admin', 'Admin'],
    ['arn:aws:iam::111122223333:role/service/team/Admin', 'Admin'],
    ['Admin', 'Admin'],
  ])('the role %s is called %s', (arn, name) => {
    expect(nameOfRole(arn)).toBe(name);
  });

  test.each([
    ['arn:aws:sts::111122223333:assumed-role/Admin/satchel-1', 'Admin'],
    [
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Power_User_0123456789abcdef/anna@example.com',
      'Power_User',
    ],
    ['arn:aws:iam::111122223333:user/division/anna', 'anna'],
    ['arn:aws:iam::111122223333:root', 'root'],
    ['arn:aws:sts::111122223333:federated-user/anna', 'anna'],
  ])('who is asking as %s is called %s', (arn, name) => {
    expect(nameOfIdentity(arn)).toBe(name);
  });

  test('a session name fits the rule of STS', () => {
    expect(sessionNameAt(1_764_000_000_000.5)).toMatch(/^satchel-[\w+=,.@-]{2,56}$/);
  });
});
