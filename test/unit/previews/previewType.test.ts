import { describe, expect, test } from 'vitest';
import { previewTypeOf } from '../../../electron/core/previews/previewType.ts';

describe('how a file is shown', () => {
  test.each([
    ['a.png', 'image/png', 'image', 'image/png'],
    ['a.JPG', 'binary/octet-stream', 'image', 'image/jpeg'],
    ['a.jpg', undefined, 'image', 'image/jpeg'],
    ['a.jpg', 'text/plain', 'image', 'image/jpeg'],
    ['photo', 'image/webp; q=1', 'image', 'image/webp'],
    ['logo.svg', 'image/svg+xml', 'image', 'image/svg+xml'],
    ['film.mov', undefined, 'video', 'video/mp4'],
    ['film.webm', 'video/webm', 'video', 'video/webm'],
    ['song.mp3', undefined, 'audio', 'audio/mpeg'],
    ['menu.pdf', 'application/pdf', 'pdf', 'application/pdf'],
    ['notes', 'text/plain', 'text', 'text/plain; charset=utf-8'],
    ['page.html', 'text/html', 'text', 'text/plain; charset=utf-8'],
    ['page', 'application/xhtml+xml', 'hex', 'application/octet-stream'],
    ['README.md', 'text/plain', 'markdown', 'text/plain; charset=utf-8'],
    ['readme', 'text/markdown', 'markdown', 'text/plain; charset=utf-8'],
    ['script.js', 'text/javascript', 'text', 'text/plain; charset=utf-8'],
    ['data.json', 'application/json', 'text', 'text/plain; charset=utf-8'],
    ['archive.zip', 'application/zip', 'hex', 'application/octet-stream'],
    ['a.png/b', undefined, 'hex', 'application/octet-stream'],
    ['png', undefined, 'hex', 'application/octet-stream'],
    ['', undefined, 'hex', 'application/octet-stream'],
  ])('%j with the type %j is %s, served as %s', (key, stored, kind, contentType) => {
    expect(previewTypeOf(key, stored)).toEqual({ kind, contentType });
  });
});
