import './words.ts';
import { expect, test, vi } from 'vitest';
import { noFacts, offeredGroups, stateOf } from '../../../../renderer/features/commands/commandFacts.ts';
import { commandName } from '../../../../renderer/features/commands/commandWords.ts';
import { contextMenus } from '../../../../renderer/features/commands/contextMenus.ts';
import { commandIds, keysOf } from '../../../../renderer/features/commands/registry.ts';
import { runCommand } from '../../../../renderer/features/commands/runCommand.ts';
import { currentConfirmation } from '../../../../renderer/ui/confirmation.ts';
import { allActions, file, folder, inFolder } from './facts.ts';

const menu = (kind: keyof typeof contextMenus, context: Parameters<typeof offeredGroups>[1]) =>
  offeredGroups(contextMenus[kind], context);

test('a file is offered what can be done with one file', () => {
  expect(menu('rows', inFolder({ subject: { kind: 'one', entry: file }, hasArns: true }))).toEqual([
    ['open'],
    ['download', 'share'],
    ['cut', 'copy', 'duplicate', 'moveTo', 'rename'],
    ['copyUrl', 'copyUri', 'copyArn'],
    ['delete'],
    ['properties'],
  ]);
});

test('a folder can be opened in a tab and kept, and has no address', () => {
  expect(menu('rows', inFolder({ subject: { kind: 'one', entry: folder }, isFavourite: true }))).toEqual([
    ['open', 'openInNewTab'],
    ['download'],
    ['cut', 'copy', 'duplicate', 'moveTo', 'rename'],
    ['removeFavourite'],
    ['delete'],
    ['properties'],
  ]);
});

test('several cannot be opened or renamed', () => {
  expect(menu('rows', inFolder({ subject: { kind: 'many', count: 3 } }))).toEqual([
    ['download'],
    ['cut', 'copy', 'duplicate', 'moveTo'],
    ['delete'],
    ['properties'],
  ]);
});

test('several have links where there are files among them', () => {
  const subject = { kind: 'many', count: 3 } as const;
  expect(stateOf('share', inFolder({ subject, selectedFileCount: 0 }))).toBe('impossible');
  expect(stateOf('share', inFolder({ subject, selectedFileCount: 1 }))).toBe('possible');
});

test('a read-only account is offered nothing that changes something', () => {
  const context = inFolder({ subject: { kind: 'one', entry: file }, isReadOnly: true });
  expect(menu('rows', context)).toEqual([
    ['open'],
    ['download', 'share'],
    ['copy'],
    ['copyUrl', 'copyUri'],
    ['properties'],
  ]);
  expect(stateOf('delete', context)).toBe('readOnly');
});

test('a command that nothing carries out is not there', () => {
  const { undo: _, ...actions } = allActions;
  expect(stateOf('undo', inFolder({ undo: 'Move menu.pdf' }, actions))).toBe('absent');
  expect(menu('space', inFolder({}, { refresh: () => undefined }))).toEqual([['refresh']]);
});

test('empty space offers pasting where there is something to paste', () => {
  const groups = menu('space', inFolder({ paste: 'Move 12 items here' }));
  expect(groups).toContainEqual(['paste']);
  expect(menu('space', inFolder()).flat()).not.toContain('paste');
});

test('a bucket, a tab and a favourite have menus of their own', () => {
  const bucket = { kind: 'bucket', name: 'photos', isAddedByName: false } as const;
  expect(menu('bucket', { facts: { ...noFacts, subject: bucket }, actions: allActions })).toEqual([
    ['open', 'openInNewTab'],
    ['uploadFiles', 'uploadFolders', 'download'],
    ['addFavourite', 'showUnfinished'],
    ['deleteBucket'],
  ]);
  const tab = { ...noFacts, subject: { kind: 'tab' }, tabCount: 2 } as const;
  expect(menu('tab', { facts: tab, actions: allActions })).toEqual([
    ['newTab'],
    ['closeTab', 'closeOtherTabs'],
  ]);
  const favourite = { ...noFacts, subject: { kind: 'favourite' } } as const;
  expect(menu('favourite', { facts: favourite, actions: allActions })).toEqual([
    ['open', 'openInNewTab'],
    ['removeFavourite'],
  ]);
});

test('what can be done is done, what an account does not allow is said, and the rest is left to others', () => {
  const remove = vi.fn();
  const subject = { kind: 'one', entry: file } as const;
  expect(runCommand('delete', inFolder({ subject }, { delete: remove }))).toBe(true);
  expect(runCommand('delete', inFolder({ subject, isReadOnly: true }, { delete: remove }))).toBe(true);
  expect(currentConfirmation()).toMatch(/read-only/);
  expect(runCommand('delete', inFolder({}, { delete: remove }))).toBe(false);
  expect(remove).toHaveBeenCalledTimes(1);
});

test('pasting and undoing say what they would do', () => {
  const { facts } = inFolder({ paste: 'Move 12 items here', undo: 'Rename a to b' });
  expect(commandName('paste', facts)).toBe('Move 12 items here');
  expect(commandName('undo', facts)).toBe('Undo: Rename a to b');
  expect(commandName('undo', noFacts)).toBe('Undo');
});

test.each([false, true])('no two commands have the same keys (on a Mac: %s)', (isMac) => {
  const keys = commandIds.flatMap((id) => keysOf(id, isMac));
  expect(keys.filter((one, index) => keys.indexOf(one) !== index)).toEqual([]);
});

test('every command has a name', () => {
  expect(commandIds.filter((id) => commandName(id, noFacts).startsWith('name.'))).toEqual([]);
});
