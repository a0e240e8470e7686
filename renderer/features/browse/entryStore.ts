import type { Entry } from '../../../shared/domain/object.ts';
import { entryId, isFolderMarker } from './entries.ts';
import { EtagColumn } from './etagColumn.ts';
import { WordColumn } from './wordColumn.ts';

/** Entries that are kept as objects after they were drawn, so that a row that has not changed is not drawn again. */
const keptEntries = 1_000;

/**
 * What was listed of one folder, in columns: about a hundred bytes for each entry. Entries are only ever added, so that
 * a number names one for as long as the store exists.
 */
export class EntryStore {
  readonly prefix: string;
  readonly #isDeep: boolean;
  #folderCount = 0;
  readonly #names: string[] = [];
  /** -1 for a folder. */
  #sizes = new Float64Array(1024);
  #times = new Float64Array(1024);
  #hashes = new Uint32Array(1024);
  /** Open addressing; the number of an entry, plus one. At most half of it is taken. */
  #table = new Uint32Array(2048);
  /** The table that was too small, as long as not all of its entries have moved: to move a million at once would be seen. */
  #smallTable: Uint32Array | undefined;
  #movedCount = 0;
  readonly #etags = new EtagColumn();
  readonly #storageClasses = new WordColumn();
  readonly #owners = new WordColumn();
  readonly #made = new Map<number, Entry>();

  /** `depth` tells whether entries lie in the folder itself, or anywhere below it, as what a search finds. */
  constructor(prefix: string, depth: 'here' | 'below' = 'here') {
    this.prefix = prefix;
    this.#isDeep = depth === 'below';
  }

  get count(): number {
    return this.#names.length;
  }

  get folderCount(): number {
    return this.#folderCount;
  }

  /** Adds what is not there yet; the empty object that only makes the folder exist is left out. */
  append(entries: readonly Entry[]): void {
    for (const entry of entries) if (!isFolderMarker(entry)) this.#add(entry);
  }

  /** What follows the folder that was listed. */
  name(number: number): string {
    return this.#names[number] ?? '';
  }

  /** The name as people read it: the last part of what lies deeper. */
  ownName(number: number): string {
    const name = this.name(number);
    return this.#isDeep ? name.slice(name.lastIndexOf('/') + 1) : name;
  }

  isFolder(number: number): boolean {
    return this.#sizes[number] === -1;
  }

  /** 0 for a folder. */
  sizeBytes(number: number): number {
    return Math.max(0, this.#sizes[number] ?? 0);
  }

  /** 0 for a folder. */
  modifiedAtMs(number: number): number {
    return this.#times[number] ?? 0;
  }

  id(number: number): string {
    return this.prefix + this.name(number) + (this.isFolder(number) ? '/' : '');
  }

  /** The entry of a number below `count`; the same object while it is asked for often. */
  entry(number: number): Entry {
    const known = this.#made.get(number);
    if (known !== undefined) return known;
    if (this.#made.size >= keptEntries) this.#made.clear();
    const entry = this.#make(number);
    this.#made.set(number, entry);
    return entry;
  }

  /** The number of an id; -1 for none. */
  numberOf(id: string): number {
    if (!id.startsWith(this.prefix)) return -1;
    const isFolder = id.endsWith('/') && id.length > this.prefix.length;
    const name = id.slice(this.prefix.length, isFolder ? -1 : undefined);
    const number = this.#find(name, isFolder, hashOf(name, isFolder));
    // Deeper down, a file can have a name that ends like a folder's.
    if (number !== -1 || !isFolder || !this.#isDeep) return number;
    return this.#find(`${name}/`, false, hashOf(`${name}/`, false));
  }

  /** The number that an entry of an earlier listing of this folder has here; -1 for none. `likely` is tried first. */
  numberFrom(earlier: EntryStore, number: number, likely: number): number {
    const name = earlier.name(number);
    const isFolder = earlier.isFolder(number);
    if (likely < this.count && this.#is(likely, name, isFolder)) return likely;
    return this.#find(name, isFolder, earlier.#hashes[number] ?? 0);
  }

  #make(number: number): Entry {
    const name = this.ownName(number);
    if (this.isFolder(number)) return { kind: 'folder', prefix: this.id(number), name };
    const etag = this.#etags.get(number);
    const storageClass = this.#storageClasses.get(number);
    const owner = this.#owners.get(number);
    return {
      kind: 'file',
      key: this.id(number),
      name,
      sizeBytes: this.sizeBytes(number),
      modifiedAtMs: this.modifiedAtMs(number),
      ...(etag !== undefined && { etag }),
      ...(storageClass !== undefined && { storageClass }),
      ...(owner !== undefined && { owner }),
    };
  }

  #add(entry: Entry): void {
    const isFolder = entry.kind === 'folder';
    const { name } = entry;
    if (entryId(entry) !== this.prefix + name + (isFolder ? '/' : '')) {
      throw new Error('An entry is not of the folder that was listed');
    }
    const hash = hashOf(name, isFolder);
    if (this.#find(name, isFolder, hash) !== -1) return;
    const number = this.#names.length;
    this.#reserve(number + 1);
    this.#names.push(name);
    this.#hashes[number] = hash;
    this.#enter(number);
    this.#moveSome();
    if (isFolder) {
      this.#folderCount += 1;
      this.#sizes[number] = -1;
      return;
    }
    this.#sizes[number] = entry.sizeBytes;
    this.#times[number] = entry.modifiedAtMs;
    this.#etags.set(number, entry.etag);
    this.#storageClasses.set(number, entry.storageClass);
    this.#owners.set(number, entry.owner);
  }

  #is(number: number, name: string, isFolder: boolean): boolean {
    return this.isFolder(number) === isFolder && this.#names[number] === name;
  }

  #find(name: string, isFolder: boolean, hash: number): number {
    const found = this.#findIn(this.#table, name, isFolder, hash);
    if (found !== -1 || this.#smallTable === undefined) return found;
    return this.#findIn(this.#smallTable, name, isFolder, hash);
  }

  #findIn(table: Uint32Array, name: string, isFolder: boolean, hash: number): number {
    const mask = table.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = (table[slot] ?? 0) - 1;
      if (number === -1) return -1;
      if (this.#hashes[number] === hash && this.#is(number, name, isFolder)) return number;
    }
  }

  /** Each new entry moves two, so that all have moved long before the table is too small again. */
  #moveSome(): void {
    if (this.#smallTable === undefined) return;
    const end = Math.min(this.#movedCount + 2, this.#smallTable.length / 2);
    for (; this.#movedCount < end; this.#movedCount += 1) this.#enter(this.#movedCount);
    if (this.#movedCount === this.#smallTable.length / 2) this.#smallTable = undefined;
  }

  #enter(number: number): void {
    const mask = this.#table.length - 1;
    let slot = (this.#hashes[number] ?? 0) & mask;
    while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
    this.#table[slot] = number + 1;
  }

  #reserve(count: number): void {
    if (count > this.#sizes.length) {
      const length = this.#sizes.length * 2;
      this.#sizes = grown(this.#sizes, new Float64Array(length));
      this.#times = grown(this.#times, new Float64Array(length));
      this.#hashes = grown(this.#hashes, new Uint32Array(length));
    }
    if (count * 2 > this.#table.length) {
      this.#smallTable = this.#table;
      this.#movedCount = 0;
      this.#table = new Uint32Array(this.#table.length * 2);
    }
  }
}

function grown<T extends Float64Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** FNV-1a over the name's code units. */
function hashOf(name: string, isFolder: boolean): number {
  let hash = isFolder ? 0x811c9dc5 : 0x050c5d1f;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
