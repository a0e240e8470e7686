import { describe, expect, test } from 'vitest';
import {
  type IniDocument,
  parseIni,
  toText,
} from '../../../../electron/core/accounts/profiles/iniDocument.ts';
import {
  addSection,
  IniLayoutError,
  removeNested,
  removeSection,
  removeSetting,
  setNested,
  setSetting,
} from '../../../../electron/core/accounts/profiles/iniEditing.ts';

type Case = [name: string, before: string, edit: (document: IniDocument) => IniDocument, after: string];
const region = (document: IniDocument) => setSetting(document, 'a', 'region', 'new');
const style = (document: IniDocument) => setNested(document, 'a', 's3', 'addressing_style', 'path');

describe('a setting', () => {
  test.for<Case>([
    [
      'is replaced where it is, spaced as it was',
      '[a]\n  Region:old  \nk = v',
      region,
      '[a]\n  Region:new\nk = v',
    ],
    ['keeps wide spaces', '[a]\nregion   =   old\n', region, '[a]\nregion   =   new\n'],
    ['is filled where it was empty', '[a]\nregion =\n', region, '[a]\nregion = new\n'],
    ['is filled without spaces where it had none', '[a]\nregion=\n', region, '[a]\nregion=new\n'],
    [
      'replaces all lines of its value',
      '[a]\nregion = x\n  y\n  # c\n  z\nk = v',
      region,
      '[a]\nregion = new\n  # c\nk = v',
    ],
    ['replaces what was nested in it', '[a]\nregion =\n  x = y\n', region, '[a]\nregion = new\n'],
    [
      'comes below the last one',
      '[a]\nk = v\n\n# b\n[b]\n',
      region,
      '[a]\nk = v\nregion = new\n\n# b\n[b]\n',
    ],
    [
      'comes below what is nested',
      '[a]\ns3 =\n  x = y\n[b]\n',
      region,
      '[a]\ns3 =\n  x = y\nregion = new\n[b]\n',
    ],
    ['comes below the header', '[a]\n# c\n[b]\n', region, '[a]\nregion = new\n# c\n[b]\n'],
    ['is indented as the others are', '[a]\n  k = v\n', region, '[a]\n  k = v\n  region = new\n'],
    ['leaves an indented header one', '[a]\n  [b]\n', region, '[a]\n  region = new\n  [b]\n'],
    ['ends its line as the others do', '[a]\r\nk = v', region, '[a]\r\nk = v\r\nregion = new\r\n'],
    [
      'goes in with all its lines',
      '[a]\nk = v\nl = x\n  y\nm = w',
      (d) => removeSetting(d, 'a', 'l'),
      '[a]\nk = v\nm = w',
    ],
    ['is not missed', '[a]\nk = v', (d) => removeSetting(d, 'a', 'region'), '[a]\nk = v'],
    ['of an empty value has no space behind it', '[a]\n', (d) => setSetting(d, 'a', 'k', ''), '[a]\nk =\n'],
  ])('%s', ([, before, edit, after]) => {
    expect(toText(edit(parseIni(before)))).toBe(after);
  });

  test.for(['a\nb', 'a\rb', ' a', 'a ', 'a\u2028b', 'a\0b', '\ud800', '\u0085'])('is never %j', (value) => {
    const refused = expect.objectContaining({ code: 'request.invalid' });
    expect(() => setSetting(parseIni('[a]'), 'a', 'k', value)).toThrow(refused);
    expect(() => setNested(parseIni('[a]'), 'a', 'k', 'n', value)).toThrow(refused);
  });

  test.for(['', 'a b', 'a=b', '[a', '#a', 'a\nb', 'A'])('is never called %j', (key) => {
    expect(() => setSetting(parseIni('[a]'), 'a', key, 'v')).toThrow(
      expect.objectContaining({ code: 'request.invalid' }),
    );
  });
});

describe('a setting inside of a setting', () => {
  const remove = (document: IniDocument) => removeNested(document, 'a', 's3', 'addressing_style');
  test.for<Case>([
    [
      'is replaced where it is',
      '[a]\ns3 =\n\taddressing_style=auto\n\tx = y\n',
      style,
      '[a]\ns3 =\n\taddressing_style=path\n\tx = y\n',
    ],
    [
      'is replaced where it counts',
      '[a]\ns3 =\n  addressing_style = a\n  addressing_style = b\n',
      style,
      '[a]\ns3 =\n  addressing_style = a\n  addressing_style = path\n',
    ],
    [
      'comes below the others',
      '[a]\ns3 =\n  x = y\n  # c\nk = v\n',
      style,
      '[a]\ns3 =\n  x = y\n  addressing_style = path\n  # c\nk = v\n',
    ],
    ['makes its outer one', '[a]\nk = v', style, '[a]\nk = v\ns3 =\n    addressing_style = path\n'],
    [
      'takes the place of a plain value',
      '[a]\ns3 = x\nk = v\n',
      style,
      '[a]\ns3 =\n    addressing_style = path\nk = v\n',
    ],
    ['fills an empty one', '[a]\ns3 =\nk = v\n', style, '[a]\ns3 =\n    addressing_style = path\nk = v\n'],
    [
      'goes alone',
      '[a]\ns3 =\n  x = y\n  addressing_style = path\n  # c\n',
      remove,
      '[a]\ns3 =\n  x = y\n  # c\n',
    ],
    [
      'goes with its outer one when it is the last',
      '[a]\ns3 =\n  # c\n  addressing_style = path\nk = v\n',
      remove,
      '[a]\n  # c\nk = v\n',
    ],
    ['is not missed', '[a]\ns3 = x\n', remove, '[a]\ns3 = x\n'],
  ])('%s', ([, before, edit, after]) => {
    expect(toText(edit(parseIni(before)))).toBe(after);
  });
});

describe('a section', () => {
  const remove = (document: IniDocument) => removeSection(document, 'a');
  test.for<Case>([
    [
      'comes at the end',
      '# c\n[b]\nk = v',
      (d) => addSection(d, 'profile a'),
      '# c\n[b]\nk = v\n[profile a]\n',
    ],
    ['is the first of an empty file', '', (d) => addSection(d, 'a'), '[a]\n'],
    ['is added once', '[a]\n', (d) => addSection(d, 'a'), '[a]\n'],
    ['goes with its comments', '# a\n[a]\n# x\nk = v\n# y\n\n# b\n[b]\n', remove, '# a\n# b\n[b]\n'],
    ['leaves the comment right above the next one', '[a]\nk = v\n# b\n[b]\n', remove, '# b\n[b]\n'],
    ['goes at the end too', '[b]\n\n[a]\nk = v\n# y\n', remove, '[b]\n\n'],
    ['leaves what stands apart', '[a]\nk = v\n\n# apart\n', remove, '# apart\n'],
  ])('%s', ([, before, edit, after]) => {
    expect(toText(edit(parseIni(before)))).toBe(after);
  });

  test('stays where another one would become part of a value', () => {
    expect(() => removeSection(parseIni('[b]\nk = v\n[a]\n  [c]\n'), 'a')).toThrow(IniLayoutError);
  });
});
