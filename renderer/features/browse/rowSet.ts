import type { EntryStore } from './entryStore.ts';

/** A set of entries of a store: a bit for each, so that a million of them take 125 kB. It is never changed. */
export class RowSet {
  readonly store: EntryStore;
  readonly size: number;
  readonly #bits: Uint32Array;

  /** The set takes the bits over. */
  constructor(store: EntryStore, bits = new Uint32Array(0)) {
    this.store = store;
    this.#bits = bits;
    let size = 0;
    for (const word of bits) size += bitCount(word);
    this.size = size;
  }

  /** The first entries of a store, as many as `count` says. */
  static first(store: EntryStore, count: number): RowSet {
    const bits = new Uint32Array((count + 31) >>> 5).fill(0xffffffff);
    if ((count & 31) !== 0) bits[bits.length - 1] = (1 << (count & 31)) - 1;
    return new RowSet(store, bits);
  }

  /** True for the id of an entry that is in the set. */
  has(id: string): boolean {
    return this.size > 0 && this.hasNumber(this.store.numberOf(id));
  }

  hasNumber(number: number): boolean {
    return number >= 0 && (((this.#bits[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1;
  }

  /** This set with other entries in it or out of it, as `change` says; the set itself stays as it is. */
  with(change: (edit: RowSetEdit) => void): RowSet {
    const bits = new Uint32Array((this.store.count + 31) >>> 5);
    bits.set(this.#bits);
    change({
      add: (number) => setBit(bits, number, true),
      remove: (number) => setBit(bits, number, false),
      toggle: (number) => {
        bits[number >>> 5] = (bits[number >>> 5] ?? 0) ^ (1 << (number & 31));
      },
    });
    return new RowSet(this.store, bits);
  }

  /** Calls back with the number of each entry, lowest first. */
  forEach(visit: (number: number) => void): void {
    for (let word = 0; word < this.#bits.length; word += 1) {
      for (let rest = this.#bits[word] ?? 0; rest !== 0; rest &= rest - 1) {
        visit(word * 32 + 31 - Math.clz32(rest & -rest));
      }
    }
  }
}

export type RowSetEdit = {
  readonly add: (number: number) => void;
  readonly remove: (number: number) => void;
  readonly toggle: (number: number) => void;
};

function setBit(bits: Uint32Array, number: number, isIn: boolean): void {
  const word = bits[number >>> 5] ?? 0;
  const bit = 1 << (number & 31);
  bits[number >>> 5] = isIn ? word | bit : word & ~bit;
}

/** Source of the method: Warren, Hacker's Delight, "Counting bits". */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
