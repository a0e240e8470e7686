import { describe, expect, test } from 'vitest';
import { parseIni } from '../../../../electron/core/accounts/profiles/iniDocument.ts';
import { quoteWord, splitWords } from '../../../../electron/core/accounts/profiles/pythonText.ts';

function read(text: string) {
  const { sections, defaults, problems } = parseIni(text);
  const values = (settings: typeof defaults) => [...settings].map(([key, { value }]) => [key, value]);
  return { sections: [...sections].map(([name, { settings }]) => [name, values(settings)]), problems };
}

const nested = (...entries: [string, string][]) => new Map(entries);

// Each was compared with what botocore 1.43 makes of it.
describe('as the AWS CLI reads it', () => {
  test.for<[string, string, unknown]>([
    ['names of settings in lower case', '[a]\nReGion = US\n', [['region', 'US']]],
    ['a colon like an equals sign', '[a]\nregion : us\n', [['region', 'us']]],
    [
      'the first of several signs',
      '[a]\nk = a = b : c\nl : a = b\n',
      [
        ['k', 'a = b : c'],
        ['l', 'a = b'],
      ],
    ],
    ['comments in lines of their own', '[a]\n# x = 1\n  ; y = 2\nk = v\n', [['k', 'v']]],
    ['no comments behind a value', '[a]\nk = v # c ; d\n', [['k', 'v # c ; d']]],
    ['whatever follows a header', '[a] # comment\nk = v\n', [['k', 'v']]],
    [
      'empty values',
      '[a]\nk =\nl = \n',
      [
        ['k', ''],
        ['l', ''],
      ],
    ],
    [
      'continued lines',
      '[a]\nk = one\n  two\n\n  # c\n\tthree\n\nl = x',
      [
        ['k', 'one\ntwo\n\nthree'],
        ['l', 'x'],
      ],
    ],
    ['a header that is indented deeper as one more line', '[a]\nk = v\n [b]\n', [['k', 'v\n[b]']]],
    [
      'settings inside of a setting',
      '[a]\ns3 =\n  Addressing_Style = path\n\n  # c\n  max = a=b\n  max = 2\nk = v',
      [
        ['s3', nested(['Addressing_Style', 'path'], ['max', '2'])],
        ['k', 'v'],
      ],
    ],
    [
      'Windows line breaks',
      '[a]\r\nk = v\r\ns3 =\r\n  x = y\r\n',
      [
        ['k', 'v'],
        ['s3', nested(['x', 'y'])],
      ],
    ],
    [
      'old line breaks',
      '[a]\rk = v\rl = w',
      [
        ['k', 'v'],
        ['l', 'w'],
      ],
    ],
    ['the white space that Python knows', '[a]\nk\u00a0=\u3000v\u0085\n', [['k', 'v']]],
    ['a bracket that never closes, as a name', '[a]\n[open = 1\n', [['[open', '1']]],
    [
      'names of all objects',
      '[a]\n__proto__ = 1\nconstructor = 2\n',
      [
        ['__proto__', '1'],
        ['constructor', '2'],
      ],
    ],
  ])('%s', ([, text, settings]) => {
    expect(read(text)).toEqual({ sections: [['a', settings]], problems: [] });
  });

  test('sections have the whole name between the first bracket and the last one', () => {
    expect(read('[profile "a b"]\n[a]b]\n[ x ]\n[[y]\n[z]').sections.map(([name]) => name)).toEqual([
      ...['profile "a b"', 'a]b', ' x ', '[y', 'z'],
    ]);
  });

  test('[DEFAULT] is no section', () => {
    const { sections, defaults } = parseIni('[DEFAULT]\nregion = x\n[a]\n[DEFAULT]\noutput = y\n');
    expect([[...sections.keys()], [...defaults.keys()]]).toEqual([['a'], ['region', 'output']]);
  });
});

describe('where the AWS CLI refuses the file', () => {
  test.for<[string, string, readonly unknown[], unknown]>([
    ['a mark of the byte order', '\ufeff[a]\nk = v', [{ line: 1, reason: 'notText' }], [['a', [['k', 'v']]]]],
    [
      'text above all sections',
      'x = 1\ny\n[a]\nk = v',
      [{ line: 1, reason: 'noSection' }],
      [['a', [['k', 'v']]]],
    ],
    [
      'a line without a sign, and what continues it',
      '[a]\ngarbage\n  more\nk = v',
      [{ line: 2, reason: 'noEquals', section: 'a' }],
      [['a', [['k', 'v']]]],
    ],
    [
      'a value without a name',
      '[a]\n= x\nk = v',
      [{ line: 2, reason: 'noEquals', section: 'a' }],
      [['a', [['k', 'v']]]],
    ],
    [
      'a nested line without a sign',
      '[a]\ns3 =\n  garbage\n  x = y',
      [{ line: 3, reason: 'noEquals', section: 'a' }],
      [['a', [['s3', nested(['x', 'y'])]]]],
    ],
    [
      'a setting that is there twice',
      '[a]\nk = v\nK = w\n  x\nl = 1',
      [{ line: 3, reason: 'duplicateKey', section: 'a' }],
      [
        [
          'a',
          [
            ['k', 'v'],
            ['l', '1'],
          ],
        ],
      ],
    ],
    [
      'a section that is there twice',
      '[a]\nk = v\n[b]\n[a]\nk = w\nl = 1',
      [{ line: 4, reason: 'duplicateSection', section: 'a' }],
      [
        ['a', [['k', 'v']]],
        ['b', []],
      ],
    ],
    [
      'a header without its end, and what it was meant for',
      '[a]\nk = v\n[profile b\nl = w\n[c]',
      [{ line: 3, reason: 'badSection' }],
      [
        ['a', [['k', 'v']]],
        ['c', []],
      ],
    ],
    ['an empty header', '[]\nl = w\n[c]', [{ line: 1, reason: 'badSection' }], [['c', []]]],
  ])('%s is a problem, and the rest is read', ([, text, problems, sections]) => {
    expect(read(text)).toEqual({ sections, problems });
  });
});

test('a large file of any kind is read in no time', () => {
  const size = 300_000;
  const texts = [
    ' '.repeat(size),
    `[a]\nk = x${' '.repeat(size)}y`,
    '[a]\n'.repeat(size / 4),
    '[\n'.repeat(size / 2),
  ];
  for (const text of [
    ...texts,
    `[a]\n${' x\n'.repeat(size / 3)}`,
    `[a]\nk =${'\n  b = 1'.repeat(size / 8)}`,
  ]) {
    expect(parseIni(text).lines.length).toBeGreaterThan(0);
  }
});

describe('words', () => {
  test.for<[string, readonly string[] | undefined]>([
    ['profile a', ['profile', 'a']],
    [' profile\ta ', ['profile', 'a']],
    ['profile "a b"', ['profile', 'a b']],
    ["profile 'a \"b'", ['profile', 'a "b']],
    ['profile a" "b', ['profile', 'a b']],
    ['profile "a\\"b\\\\c\\d"', ['profile', 'a"b\\c\\d']],
    ['profile a\\ b', ['profile', 'a b']],
    ['profile ""', ['profile', '']],
    ["profile $'a\\n'", ['profile', '$a\\n']],
    ['profile "a', undefined],
    ["profile it's", undefined],
    ['profile a\\', undefined],
  ])('of %j are as Python splits them', ([text, words]) => {
    expect(splitWords(text)).toEqual(words);
  });

  test.for(['a', 'a b', "it's", 'a"b', 'back\\slash', '', 'ü', "'"])(
    '%j is one word in its quotes',
    (word) => {
      expect(splitWords(`profile ${quoteWord(word)}`)).toEqual(['profile', word]);
    },
  );
});
