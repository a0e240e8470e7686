import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pathInside } from '../../../electron/shell/appProtocol.ts';
import { contentSecurityPolicy, developmentPolicy } from '../../../electron/shell/contentSecurityPolicy.ts';
import { defaultSettings, parseStoredState } from '../../../electron/shell/storedState.ts';
import { boundsToOpen, firstSize } from '../../../electron/shell/windowPlace.ts';

describe('the files that the app scheme serves', () => {
  test.each([
    ['satchel://app/', '/built/index.html'],
    ['satchel://app/index.html', '/built/index.html'],
    ['satchel://app/assets/a%20b.js?x#y', '/built/assets/a b.js'],
    ['satchel://app/a/../index.html', '/built/index.html'],
    ['satchel://app/..%2fsecret', undefined],
    ['satchel://app/%2e%2e%2f%2e%2e%2fetc/passwd', undefined],
    ['satchel://app/..%5csecret', undefined],
    ['satchel://app/%00', undefined],
    ['satchel://app/%E0%A4%A', undefined],
    ['satchel://other/index.html', undefined],
    ['https://app/index.html', undefined],
  ])('%s is %s', (address, path) => {
    expect(pathInside('/built', address)).toBe(path && resolve(path));
  });

  test('a folder whose name begins alike is outside', () => {
    expect(pathInside('/built', 'satchel://app/..%2fbuilt-other/x')).toBeUndefined();
  });
});

describe('the content security policy', () => {
  test('allows no inline code, no eval and no network', () => {
    const policy = contentSecurityPolicy('n0nce');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("'nonce-n0nce'");
    expect(policy).not.toMatch(/'unsafe-(inline|eval|hashes)'|https?:|wss?:|\*/);
  });

  test('of development opens the server of the developer only', () => {
    expect(developmentPolicy('http://localhost:5173/')).toContain(
      'connect-src http://localhost:5173 ws://localhost:5173 satchel-preview:',
    );
  });
});

describe('stored state', () => {
  const nothing = { settings: defaultSettings, addedBuckets: new Map(), windowPlace: undefined };

  test.each([undefined, null, 'text', [], {}, { settings: 7, addedBuckets: [], windowPlace: {} }])(
    '%j reads as the defaults',
    (stored) => {
      expect(parseStoredState(stored)).toEqual(nothing);
    },
  );

  test('keeps every field that makes sense beside those that do not', () => {
    const windowPlace = { x: 1, y: 2, width: 800, height: 600, isMaximized: false };
    expect(
      parseStoredState({
        settings: { theme: 'dark', downloadFolder: 5, parallelTransfers: 99 },
        addedBuckets: { given: ['a', 'b'], other: 'c' },
        windowPlace,
      }),
    ).toEqual({
      settings: { ...defaultSettings, theme: 'dark' },
      addedBuckets: new Map([
        ['given', ['a', 'b']],
        ['other', []],
      ]),
      windowPlace,
    });
  });
});

describe('the place of the window', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };
  const place = { x: 100, y: 100, width: 1000, height: 700, isMaximized: false };

  test.each([
    ['nothing remembered', undefined, [screen], firstSize],
    ['on the screen', place, [screen], { x: 100, y: 100, width: 1000, height: 700 }],
    ['partly on the screen', { ...place, x: 1800 }, [screen], { x: 1800, y: 100, width: 1000, height: 700 }],
    ['on a second screen that is gone', { ...place, x: 2500 }, [screen], firstSize],
    [
      'on a second screen',
      { ...place, x: 2500 },
      [screen, { ...screen, x: 1920 }],
      { x: 2500, y: 100, width: 1000, height: 700 },
    ],
    ['above the screen', { ...place, y: -50 }, [screen], firstSize],
    ['below the screen', { ...place, y: 1060 }, [screen], firstSize],
    ['larger than the screen', { ...place, x: 0, y: 0, width: 4000, height: 4000 }, [screen], screen],
    [
      'smaller than the smallest',
      { ...place, width: 200, height: 100 },
      [screen],
      { x: 100, y: 100, width: 720, height: 520 },
    ],
  ])('%s', (_what, remembered, workAreas, expected) => {
    expect(boundsToOpen(remembered, workAreas)).toEqual(expected);
  });
});
