import { describe, expect, test } from 'vitest';
import { holdsTooManyPixels } from '../../../electron/core/previews/embeddedPictures.ts';
import { png, pngHeader } from '../../support/pictures.ts';

const bomb = pngHeader(40_000, 40_000);
const small = png(2, 2, [1, 2, 3]);
const svg = (content: string) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${content}<text>Straße</text></svg>`);
const percents = (bytes: Buffer) => bytes.toString('hex').replace(/../g, '%$&');

describe('a drawing', () => {
  test.each([
    ['nothing else in it', ''],
    ['a small picture', `<image href="data:image/png;base64,${small.toString('base64')}"/>`],
    ['a font', '<style>@font-face { src: url(data:font/woff2;base64,d09GMgABAAAA) }</style>'],
    ['entities, as drawing programs write them', '<!DOCTYPE svg [<!ENTITY ns "http://example.com/">]>'],
  ])('with %s is shown', (_, content) => {
    expect(holdsTooManyPixels(svg(content))).toBe(false);
  });

  test.each([
    ['a bomb', `<image href="data:image/png;base64,${bomb.toString('base64')}"/>`],
    ['a bomb of another name', `<image href="DATA:text/plain;base64,${bomb.toString('base64')}"/>`],
    ['a bomb in lines', `<image href="data:;base64,${bomb.toString('base64').replace(/.{20}/g, '$&\n')}"/>`],
    ['a bomb in a style', `<rect style="fill: url(data:;base64,${bomb.toString('base64')})"/>`],
    ['a bomb in percents', `<image href="data:image/png,${percents(bomb)}"/>`],
    ['a bomb in references', `<image href="&#100;&#x61;ta:;base64,${bomb.toString('base64')}"/>`],
    ['a drawing in it', '<image href="data:image/svg+xml,%3Csvg%3E"/>'],
    ['an address of entities', '<!DOCTYPE svg [<!ENTITY a "data:">]><image href="&a;x"/>'],
    ['an address of escapes', '<style>rect { fill: url(\\64 ata:x) }</style>'],
    ['an endless address', `<image href="data:${'x'.repeat(200)},x"/>`],
    ['another encoding', '\0'],
  ])('with %s is not', (_, content) => {
    expect(holdsTooManyPixels(svg(content))).toBe(true);
  });

  test('full of beginnings of addresses is looked through quickly', () => {
    const drawing = svg('data:'.repeat(500_000));
    expect(holdsTooManyPixels(drawing)).toBe(true);
    expect(holdsTooManyPixels(svg('data:<'.repeat(500_000)))).toBe(false);
  });
});
