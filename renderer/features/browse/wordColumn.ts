/** A column of few different words, such as storage classes: each is held once; no row costs anything before the first word. */
export class WordColumn {
  #codes = new Uint32Array(0);
  readonly #words: (string | undefined)[] = [undefined];
  readonly #codeOf = new Map<string, number>();

  set(row: number, word: string | undefined): void {
    if (word === undefined) return;
    if (row >= this.#codes.length) {
      const codes = new Uint32Array(Math.max(row + 1, 1024, this.#codes.length * 2));
      codes.set(this.#codes);
      this.#codes = codes;
    }
    const known = this.#codeOf.get(word);
    this.#codes[row] = known ?? this.#words.length;
    if (known !== undefined) return;
    this.#codeOf.set(word, this.#words.length);
    this.#words.push(word);
  }

  get(row: number): string | undefined {
    return this.#words[this.#codes[row] ?? 0];
  }
}
