import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import { deedText } from '../../../renderer/features/activity/activityWords.ts';
import { currentOrdering } from '../../../renderer/features/browse/ordering.ts';
import { shortcutOf } from '../../../renderer/features/commands/keys.ts';
import { takenUpText } from '../../../renderer/features/relocating/pasteWords.ts';
import { statusText } from '../../../renderer/features/transfers/transferWords.ts';
import { errorText, errorTitle } from '../../../renderer/ui/errorText.ts';
import { typeName } from '../../../renderer/ui/fileKind.ts';
import {
  formatCount,
  formatFullDate,
  formatMegabytesPerSecond,
  formatSpeed,
  unitSign,
} from '../../../renderer/ui/format.ts';
import { isolated } from '../../../renderer/ui/isolated.ts';
import { type Language, languages } from '../../../shared/domain/settings.ts';
import { operation } from './activity/operation.ts';
import { speaking } from './catalogue.ts';
import { job } from './transfers/job.ts';

/** French has narrow spaces, and Intl its own. */
const plain = (text: string) => text.replace(/\s/gu, ' ');
const lost = { code: 'network.lost', message: '', retryable: true } as const;

test.for([
  ['de', /verloren\. \p{L}/u],
  ['ja', /。\p{L}/u],
  ['zh-CN', /。\p{L}/u],
] as const)('in %s sentences follow each other as they do there', async ([language, between]) => {
  await speaking(language);
  expect(errorText(lost)).toMatch(between);
  expect(statusText(job({ status: 'offline' }))).toMatch(/\S/);
  expect(/[。] /.test(statusText(job({ status: 'offline' })) + errorText(lost))).toBe(false);
});

test.for(languages)('in %s one thing is told by its name', async (language) => {
  await speaking(language);
  const menu = { accountId: 'home', bucket: 'photos', basePrefix: '', keys: ['menu.pdf'], prefixes: [] };
  expect(takenUpText('cut', menu)).toContain('menu.pdf');
  expect(takenUpText('copy', { ...menu, keys: ['a', 'b', 'c'] })).not.toContain('{{');
});

test.for([
  ['en', 'Undo: Move 12 files to Lisbon'],
  ['de', 'Rückgängig: 12 Dateien nach Lisbon verschieben'],
  ['fr', 'Annuler : déplacement de 12 fichiers vers Lisbon'],
  ['es', 'Deshacer: mover 12 archivos a Lisbon'],
  ['pt-BR', 'Desfazer: mover 12 arquivos para Lisbon'],
  ['ja', '元に戻す：12個のファイルを「Lisbon」に移動'],
  ['zh-CN', '撤销：将 12 个文件 移动到“Lisbon”'],
] as const)('in %s undoing names the deed', async ([language, words]) => {
  await speaking(language);
  const what = deedText(operation(), { deed: 'move', firstName: 'a', count: 3 });
  expect(plain(i18next.t('undoNamed', { ns: 'commands', what }))).toBe(words);
});

test.for([
  ['en', 'Ctrl+Shift+Del', 'Shell script'],
  ['de', 'Strg+Umschalt+Entf', 'Shell-Skript'],
  ['fr', 'Ctrl+Maj+Suppr', 'Script shell'],
  ['es', 'Ctrl+Mayús+Supr', 'Script de shell'],
] as const)('in %s keys and formats are called as on its keyboards', async ([language, keys, script]) => {
  await speaking(language);
  expect(shortcutOf('Mod+Shift+Delete', false).text).toBe(keys);
  expect(shortcutOf('Mod+Shift+Delete', true).text).toBe('⇧⌘⌦');
  expect(typeName({ kind: 'file', name: 'run.sh' })).toBe(script);
  expect(typeName({ kind: 'file', name: 'a.jpg' })).toContain('JPEG');
});

test.for([
  ['en', '3 MB/s', '0.01 MB/s', 'MB/s'],
  ['fr', '3 Mo/s', '0,01 Mo/s', 'Mo/s'],
  ['ja', '3 MB/秒', '0.01 MB/秒', 'MB/秒'],
] as const)('in %s speeds have its unit', async ([language, speed, least, sign]) => {
  await speaking(language);
  expect([formatSpeed(3e6), formatMegabytesPerSecond(0.01)].map(plain)).toEqual([speed, least]);
  expect([unitSign('MB'), unitSign('MB/s')]).toEqual([sign.slice(0, 2), sign]);
});

test.for([
  ['en', ['A', 'ä', 'a2', 'a10', 'z']],
  ['de', ['A', 'ä', 'a2', 'a10', 'z']],
  ['es', ['n', 'nz', 'ñ', 'o']],
] as const)('in %s names are in its order', async ([language, sorted]) => {
  await speaking(language);
  expect([...sorted].reverse().sort(currentOrdering().compareText)).toEqual(sorted);
});

test.for([
  ['de', 'de-AT', '1.284', 'Freitag, 20. November 2026'],
  ['pt-BR', 'pt-BR', '1.284', 'sexta-feira, 20 de novembro de 2026'],
  ['zh-CN', 'zh-CN', '1,284', '2026年11月20日'],
] as const)('in %s numbers and dates are as there', async ([language, locale, count, date]) => {
  await speaking(language, locale);
  expect(formatCount(1284).replace(/\s/u, '.')).toBe(count);
  expect(formatFullDate(Date.UTC(2026, 10, 20, 12))).toContain(date);
});

describe('what runs the other way', () => {
  const name = 'file (2).txt';

  test('keeps its direction to itself in an Arabic sentence', async () => {
    await speaking('ar');
    const params = { name };
    expect(errorTitle({ ...lost, code: 'object.notFound', params })).toContain(`\u2068${name}\u2069`);
    expect(shortcutOf('Mod+,', false).text).toBe('\u2068Ctrl+,\u2069');
  });

  test('keeps it in an English one, which is otherwise as it was', () => {
    const title = (shown: string) =>
      errorTitle({ ...lost, code: 'object.notFound', params: { name: shown } });
    expect(title(name)).toBe(`${name} is not there any more.`);
    expect(title('ملف 12')).toBe('\u2068ملف 12\u2069 is not there any more.');
    expect(isolated('12')).toBe('12');
  });

  test('Arabic has a word for each of its six numbers', async () => {
    await speaking('ar');
    const words = [0, 1, 2, 3, 11, 100].map((count) =>
      i18next.t('status.files', { ns: 'browse', count, shown: '' }).replace(/[\u2066-\u2069\s]/gu, ''),
    );
    expect(new Set(words).size).toBeGreaterThanOrEqual(4);
    expect(words.every((word) => word !== '')).toBe(true);
  });
});

test('every language is one that Intl knows', () => {
  const known = (language: Language) => Intl.Collator.supportedLocalesOf(language).length === 1;
  expect(languages.filter((language) => !known(language))).toEqual([]);
});
