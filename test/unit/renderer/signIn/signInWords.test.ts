import '../catalogue.ts';
import { describe, expect, test } from 'vitest';
import { clockTime, loginCommand, readCode } from '../../../../renderer/features/signIn/signInWords.ts';

test('a time of day is told as people say it', () => {
  expect(clockTime(Date.UTC(2026, 10, 22, 15, 45)).replace(/\s/, ' ')).toBe('3:45 PM');
});

test.each([
  ['123456', '123456'],
  [' 123 456\n', '123456'],
  ['12345678', '12345678'],
  ['12345', undefined],
  ['123456789', undefined],
  ['12345a', undefined],
  ['', undefined],
])('the code %j is read as %s', (typed, code) => {
  expect(readCode(typed)).toBe(code);
});

describe('the command that signs a profile in', () => {
  test.each([
    ['work', 'aws login --profile work'],
    ['my work', "aws login --profile 'my work'"],
    ["jane's; rm -rf ~", "aws login --profile 'jane'\\''s; rm -rf ~'"],
    ['$(reboot)', "aws login --profile '$(reboot)'"],
    ['-x', "aws login --profile '-x'"],
    ['two\nlines', undefined],
    ['hidden\u202eturn', undefined],
  ])('%j in a POSIX shell', (profile, command) => {
    expect(loginCommand(profile, false)).toBe(command);
  });

  test.each([
    ['work', 'aws login --profile work'],
    ['my work', 'aws login --profile "my work"'],
    ['a&b', 'aws login --profile "a&b"'],
    ['a"b', undefined],
    ['%PATH%', undefined],
    ['$env:X', undefined],
  ])('%j on Windows, for both of its shells', (profile, command) => {
    expect(loginCommand(profile, true)).toBe(command);
  });
});
