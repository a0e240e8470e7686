import type { Change, KeyValueJournal } from './keyValueJournal.ts';
import type { StoredItem, StoredOperation, StoredRoots } from './records.ts';

/** The journal in the terms of operations and their objects. */
export type RelocationJournal = ReturnType<typeof createRelocationJournal>;

const operationKey = (id: string) => `operation/${id}`;
const rootsKey = (id: string) => `roots/${id}`;
const itemsPrefix = (id: string) => `item/${id}/`;
const itemKey = (id: string, { sequence }: StoredItem) =>
  `${itemsPrefix(id)}${String(sequence).padStart(9, '0')}`;

/** Operations, where each of them goes, and its objects, in a key-value journal. */
export function createRelocationJournal(journal: KeyValueJournal) {
  const changes = (operation: StoredOperation, items: readonly StoredItem[]): readonly Change[] => [
    { key: operationKey(operation.id), value: operation },
    ...items.map((item) => ({ key: itemKey(operation.id, item), value: item })),
  ];
  return {
    async operations(): Promise<readonly StoredOperation[]> {
      const found: StoredOperation[] = [];
      for await (const [, value] of journal.entries('operation/')) found.push(value as StoredOperation);
      return found;
    },
    async roots(id: string): Promise<StoredRoots | undefined> {
      for await (const [key, value] of journal.entries(rootsKey(id))) {
        if (key === rootsKey(id)) return value as StoredRoots;
      }
      return undefined;
    },
    async *items(id: string): AsyncGenerator<StoredItem, void, void> {
      for await (const [, value] of journal.entries(itemsPrefix(id))) yield value as StoredItem;
    },
    /** An operation as it begins, or ends, or has planned more objects. */
    save: (operation: StoredOperation, items: readonly StoredItem[] = [], roots?: StoredRoots) =>
      journal.write(
        roots === undefined
          ? changes(operation, items)
          : [...changes(operation, items), { key: rootsKey(operation.id), value: roots }],
        true,
      ),
    /** How far an object has come; the server knows the rest should that be lost. */
    saveItem: (id: string, item: StoredItem) =>
      journal.write([{ key: itemKey(id, item), value: item }], false),
    async remove(id: string): Promise<void> {
      await journal.clear(itemsPrefix(id));
      await journal.write([{ gone: rootsKey(id) }, { gone: operationKey(id) }], true);
    },
    close: () => journal.close(),
  };
}
