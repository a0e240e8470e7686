import { expect, test } from 'vitest';
import type { SelectionAction } from '../../../../renderer/features/browse/selection.ts';
import { stepToFile } from '../../../../renderer/features/browse/stepToFile.ts';
import type { Folder } from '../../../../renderer/features/browse/useFolder.ts';
import type { Entry } from '../../../../shared/domain/object.ts';

const folder = (name: string): Entry => ({ kind: 'folder', prefix: `${name}/`, name });
const file = (name: string): Entry => ({ kind: 'file', key: name, name, sizeBytes: 1, modifiedAtMs: 1 });
const shown = [folder('trips'), file('a'), file('b'), folder('odd'), file('c')];
const idOf = (entry: Entry | undefined) => (entry?.kind === 'file' ? entry.key : entry?.prefix) ?? '';

function stepFrom(only: Entry | undefined, step: 1 | -1): readonly SelectionAction[] {
  const actions: SelectionAction[] = [];
  const rows = {
    count: shown.length,
    at: (index: number) => shown[index] ?? file(''),
    idAt: (index: number) => idOf(shown[index]),
    indexOf: (id: string) => shown.findIndex((entry) => idOf(entry) === id),
  };
  const selected = { only } as Folder['selected'];
  stepToFile({ rows, selected, onSelect: (action) => void actions.push(action) }, step);
  return actions;
}
const to = (index: number) => [{ kind: 'move', index, mode: 'select' }];

test('one goes through the files and past the folders, and stays at either end', () => {
  expect(stepFrom(shown[1], 1)).toEqual(to(2));
  expect(stepFrom(shown[2], 1)).toEqual(to(4));
  expect(stepFrom(shown[4], -1)).toEqual(to(2));
  expect(stepFrom(shown[1], -1)).toEqual([]);
  expect(stepFrom(shown[4], 1)).toEqual([]);
  expect(stepFrom(undefined, 1)).toEqual([]);
});
