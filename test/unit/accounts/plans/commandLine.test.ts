import { expect, test } from 'vitest';
import { splitCommandLine } from '../../../../electron/core/accounts/credentials/commandLine.ts';

/** Each with what Python's `shlex.split` makes of it; undefined where it raises. */
test.for<[string, readonly string[] | undefined]>([
  ['/opt/keys --json', ['/opt/keys', '--json']],
  ['  keys\t\r\n  a  ', ['keys', 'a']],
  ['"/Applications/Acme Keys.app/keys" \'a b\'', ['/Applications/Acme Keys.app/keys', 'a b']],
  ['a"b c"d\'e f\'', ['ab cde f']],
  ['keys "" \'\'', ['keys', '', '']],
  ['a\\ b \\"c\\"', ['a b', '"c"']],
  ['"a\\"b" "a\\\\b" "a\\nb" "a\\$b"', ['a"b', 'a\\b', 'a\\nb', 'a\\$b']],
  ["'a\\'", ['a\\']],
  ['$HOME ~ `x` $(y) a;b | c > d &', ['$HOME', '~', '`x`', '$(y)', 'a;b', '|', 'c', '>', 'd', '&']],
  ["$'a b' # no comment", ['$a b', '#', 'no', 'comment']],
  ['', []],
  ['"open', undefined],
  ["it's", undefined],
  ['ends\\', undefined],
])('on POSIX systems <%s> is split as by Python', ([command, words]) => {
  expect(splitCommandLine(command, 'linux')).toEqual(words);
  expect(splitCommandLine(command, 'darwin')).toEqual(words);
});

/** Each with what botocore's rules for Windows make of it; undefined where they raise. */
test.for<[string, readonly string[] | undefined]>([
  ['C:\\keys\\keys.exe --json', ['C:\\keys\\keys.exe', '--json']],
  ['"C:\\Program Files\\Acme\\keys.exe" prod', ['C:\\Program Files\\Acme\\keys.exe', 'prod']],
  ["'a b'", ["'a", "b'"]],
  ['a\tb  c\nd', ['a', 'b', 'c\nd']],
  ['\\"a \\\\"b c\\\\" \\\\\\"d', ['"a', '\\b c\\', '\\"d']],
  ['"C:\\folder\\\\" x', ['C:\\folder\\', 'x']],
  ['a "" b', ['a', '', 'b']],
  ['ends\\\\', ['ends\\\\']],
  ['', []],
  ['"open', undefined],
])('on Windows <%s> is split by the rules of the C runtime', ([command, words]) => {
  expect(splitCommandLine(command, 'win32')).toEqual(words);
});
