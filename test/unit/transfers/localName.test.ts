import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createLocalNamer } from '../../../electron/core/transfers/planning/localName.ts';

const platforms = ['linux', 'darwin', 'win32'] as const;
type Platform = (typeof platforms)[number];

function pathsOf(platform: Platform, keys: readonly string[]): readonly string[] {
  const namer = createLocalNamer(platform);
  return keys.map((key) => namer.file(key).path);
}

describe('everywhere', () => {
  test.each([
    ['../x', '__/x'],
    ['a/../../x', 'a/__/__/x'],
    ['./x', '_/x'],
    ['/etc/passwd', '_/etc/passwd'],
    ['a//b', 'a/_/b'],
    ['a/', 'a/_'],
    ['', '_'],
    ['..', '__'],
    ['a\0b', 'a_b'],
    ['a\ud800b', 'a\ufffdb'],
  ])('%j becomes %j', (key, path) => {
    for (const platform of platforms) expect(pathsOf(platform, [key])).toEqual([path]);
  });

  test('a plain key stays as it is and nothing is reported', () => {
    const namer = createLocalNamer('linux');
    expect(namer.file('2026/Été 🌞/menu (1).pdf')).toEqual({ path: '2026/Été 🌞/menu (1).pdf', renamed: [] });
  });

  test('a file and a folder of the same name both get a place; who comes first keeps the name', () => {
    expect(pathsOf('linux', ['a', 'a/b', 'a/c'])).toEqual(['a', 'a (2)/b', 'a (2)/c']);
    expect(pathsOf('linux', ['a/b', 'a'])).toEqual(['a/b', 'a (2)']);
  });

  test('a changed folder is reported once, a changed file by its whole path', () => {
    const namer = createLocalNamer('linux');
    expect([namer.file('../x').renamed, namer.file('../y').renamed, namer.file('../..').renamed]).toEqual([
      [{ from: '../', to: '__/' }],
      [],
      [{ from: '../..', to: '__/__' }],
    ]);
  });

  test('names that would be the same after the rules get numbers', () => {
    expect(pathsOf('linux', ['a//b', 'a/_/b', '_', '/x'])).toEqual(['a/_/b', 'a/_ (2)/b', '_', '_ (2)/x']);
  });

  test('the same folder always has the same path', () => {
    const namer = createLocalNamer('win32');
    const first = namer.folder('Docs:/');
    expect([first.path, namer.folder('Docs:/').path, namer.file('Docs:/a').path]).toEqual([
      'Docs_',
      'Docs_',
      'Docs_/a',
    ]);
  });
});

describe('Windows', () => {
  test.each([
    ['C:\\Windows\\x', 'C__Windows_x'],
    ['a<b>c:d"e|f?g*h', 'a_b_c_d_e_f_g_h'],
    ['tab\there', 'tab_here'],
    ['end.', 'end_'],
    ['end. .', 'end___'],
    ['space ', 'space_'],
    ['CON', 'CON_'],
    ['con.txt', 'con_.txt'],
    ['Lpt1.tar.gz', 'Lpt1_.tar.gz'],
    ['COM².log', 'COM²_.log'],
    ['CONSOLE', 'CONSOLE'],
    ['nul/x', 'nul_/x'],
  ])('%j becomes %j', (key, path) => {
    expect(pathsOf('win32', [key])).toEqual([path]);
  });

  test('on the other platforms these names are fine', () => {
    const keys = ['C:\\Windows\\x', 'a<b>c', 'end.', 'CON', 'space '];
    expect(pathsOf('linux', keys)).toEqual(keys);
  });
});

describe('clashes', () => {
  test('names that differ in case only are two on Linux and get a number elsewhere', () => {
    const keys = ['Menu.pdf', 'menu.pdf', 'DOCS/a', 'docs/b'];
    expect(pathsOf('linux', keys)).toEqual(keys);
    for (const platform of ['darwin', 'win32'] as const) {
      expect(pathsOf(platform, keys)).toEqual(['Menu.pdf', 'menu (2).pdf', 'DOCS/a', 'docs (2)/b']);
    }
  });

  test('names that differ in Unicode form only get a number on macOS', () => {
    const keys = ['caf\u00e9.txt', 'cafe\u0301.txt'];
    expect(pathsOf('linux', keys)).toEqual(keys);
    expect(pathsOf('darwin', keys)).toEqual(['caf\u00e9.txt', 'cafe\u0301 (2).txt']);
  });
});

test('five thousand names that clash cost about one look each', () => {
  // All ways to write thirteen letters in capitals and not: one name on Windows.
  const spelled = (number: number) =>
    [...'abcdefghijklm'].map((letter, bit) => (number & (1 << bit) ? letter.toUpperCase() : letter)).join('');
  const namer = createLocalNamer('win32');
  const looks = vi.spyOn(Map.prototype, 'has');
  onTestFinished(() => looks.mockRestore());
  const paths = Array.from({ length: 5000 }, (_, number) => namer.file(`p/${spelled(number)}`).path);
  const lookCount = looks.mock.calls.length;
  looks.mockRestore();
  expect(lookCount).toBeLessThan(15_000);
  expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(5000);
  expect(paths.at(-1)).toMatch(/ \(5000\)$/);
});

describe('long names', () => {
  test('are cut before the extension, by bytes on Linux and by UTF-16 units elsewhere', () => {
    const name = `${'é'.repeat(200)}.jpeg`;
    const [onLinux] = pathsOf('linux', [name]);
    expect(onLinux).toBe(`${'é'.repeat(125)}.jpeg`);
    expect(pathsOf('darwin', [name])).toEqual([name]);
    expect(pathsOf('win32', [`${'x'.repeat(300)}.jpeg`])).toEqual([`${'x'.repeat(250)}.jpeg`]);
  });

  test('that are the same when cut get numbers that still fit', () => {
    const [one, other] = pathsOf('linux', [`${'x'.repeat(300)}1.txt`, `${'x'.repeat(300)}2.txt`]);
    expect([one, other]).toEqual([`${'x'.repeat(251)}.txt`, `${'x'.repeat(247)} (2).txt`]);
  });

  test('are never cut within a character', () => {
    const [path] = pathsOf('linux', ['🌞'.repeat(100)]);
    expect(path).toBe('🌞'.repeat(63));
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    '',
    '.',
    '..',
    'a',
    'A',
    'con',
    'NUL.txt',
    'x.',
    'x ',
    'C:',
    'a\\..\\b',
    'caf\u00e9',
    'cafe\u0301',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);
const key = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('/'));
const keys = fc.uniqueArray(key, { maxLength: 30 });

describe('whatever the keys', () => {
  test.each(platforms)('on %s each path stays inside, is legal, and is nobody else’s', (platform) => {
    fc.assert(
      fc.property(keys, (all) => {
        const paths = pathsOf(platform, all);
        const { resolve, sep } = platform === 'win32' ? win32 : posix;
        const root = platform === 'win32' ? 'C:\\chosen' : '/chosen';
        const folders = new Set<string>();
        for (const path of paths) {
          expect(resolve(root, path).startsWith(root + sep)).toBe(true);
          expect(resolve(root, path)).toBe(root + sep + path.replaceAll('/', sep));
          for (const name of path.split('/')) expect(isLegal(name, platform)).toBe(true);
          for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            folders.add(identity(path.slice(0, slash), platform));
          }
        }
        const files = paths.map((path) => identity(path, platform));
        expect(new Set(files).size).toBe(files.length);
        expect(files.filter((file) => folders.has(file))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('what a listing in order has left is forgotten, and no path is another one for it', () => {
    const inOrder = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
    fc.assert(
      fc.property(keys, (all) => {
        const listing = all.filter((each) => !/\p{Surrogate}/u.test(each)).toSorted(inOrder);
        const [forgetting, keeping] = [createLocalNamer('win32'), createLocalNamer('win32')];
        const paths = listing.map((each) => {
          forgetting.listedUpTo(each);
          return forgetting.file(each);
        });
        expect(paths).toEqual(listing.map((each) => keeping.file(each)));
      }),
      { numRuns: 100 },
    );
  });

  test('the same keys in the same order get the same paths', () => {
    fc.assert(
      fc.property(keys, (all) => {
        expect(pathsOf('win32', all)).toEqual(pathsOf('win32', all));
      }),
      { numRuns: 50 },
    );
  });
});

function isLegal(name: string, platform: Platform): boolean {
  if (name === '' || name === '.' || name === '..' || name.includes('\0') || name.includes('/')) return false;
  if (platform === 'linux') return Buffer.byteLength(name) <= 255;
  if (name.length > 255) return false;
  if (platform === 'darwin') return true;
  if (/[<>:"|?*\\\p{Cc}]/u.test(name) || /[. ]$/.test(name)) return false;
  return !/^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$/i.test(name);
}

function identity(path: string, platform: Platform): string {
  if (platform === 'linux') return path;
  return (platform === 'darwin' ? path.normalize('NFC') : path).toLowerCase();
}
