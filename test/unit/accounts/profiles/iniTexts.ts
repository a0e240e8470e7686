import fc from 'fast-check';

const pieces = [
  ...['[default]', '[profile a]', '[b]', '[profile "x y"]', '[DEFAULT]', '[sso-session s]', '[services v]'],
  ...['[a] # c', '[]', '[open', '[open = 1', 'region = us-east-1', 'region=eu-west-1', 'REGION : x', 'key'],
  ...['= v', 's3 =', 's3 = x', 'addressing_style = path', 'k = v # c', '# comment', '; comment', '', '  '],
  ...['a = b = c', '\ufeff', 'x\u0085y = 1', 'n\x0bm=2', 'o\u2028p=3', '__proto__ = 1', 'constructor = 2'],
];

/** Texts that look like AWS files, right ones and wrong ones, with every line break, and mere strings. */
export const iniText = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 6,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.constantFrom('', '', '', ' ', '  ', '\t', '    '),
          fc.oneof(
            { weight: 6, arbitrary: fc.constantFrom(...pieces) },
            { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
          ),
          fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', ''),
        ),
        { maxLength: 14 },
      )
      .map((lines) => lines.flat().join('')),
  },
);

/** Files that the CLI accepts: sections with comments, known and unknown settings, and settings inside of settings. */
export const rightIniText = fc
  .uniqueArray(fc.constantFrom('default', 'profile a', 'profile b', 'b', 'preview', 'profile "x y"'), {
    minLength: 1,
  })
  .chain((names) =>
    fc.tuple(
      fc.constant(names),
      fc.array(
        fc.uniqueArray(
          fc.record({
            key: fc.constantFrom('region', 'output', 's3', 'my_own', 'aws_access_key_id', 'Cli_Pager'),
            value: fc.constantFrom(
              ' = x',
              '=x y',
              ' =',
              ' =\n    a = 1\n    # inner\n    b = 2',
              ' : one\n  two',
            ),
            above: fc.constantFrom('', '', '# above\n', '\n', '; old = 1\n\n'),
          }),
          { selector: ({ key }) => key.toLowerCase(), maxLength: 5 },
        ),
        { minLength: names.length, maxLength: names.length },
      ),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
    ),
  )
  .map(([names, bodies, end, isEnded]) => {
    const sections = names.map((name, index) => {
      const settings = bodies[index]?.map(({ key, value, above }) => `${above}${key}${value}\n`) ?? [];
      return `[${name}]\n${settings.join('')}# below ${name}\n`;
    });
    const text = sections.join('\n').replaceAll('\n', end);
    return isEnded ? text : text.slice(0, -end.length);
  });
