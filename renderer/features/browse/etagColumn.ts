/** The ETags of many objects, by row: 18 bytes for each that is an MD5, and the text itself for any other. */
export class EtagColumn {
  #words = new Uint32Array(0);
  /** 0 for none, 1 for a plain MD5, one more than the number of parts for an object that came in parts. */
  #forms = new Uint16Array(0);
  readonly #others = new Map<number, string>();

  set(row: number, etag: string | undefined): void {
    if (etag === undefined) return;
    const [, digest, parts] = /^"([0-9a-f]{32})(?:-([1-9]\d{0,4}))?"$/.exec(etag) ?? [];
    const form = parts === undefined ? 1 : Number(parts) + 1;
    if (digest === undefined || form > maxForm) {
      this.#others.set(row, etag);
      return;
    }
    this.#reserve(row + 1);
    for (let word = 0; word < 4; word += 1) {
      this.#words[row * 4 + word] = Number.parseInt(digest.slice(word * 8, word * 8 + 8), 16);
    }
    this.#forms[row] = form;
  }

  get(row: number): string | undefined {
    const form = this.#forms[row] ?? 0;
    if (form === 0) return this.#others.get(row);
    const digest = Array.from(this.#words.subarray(row * 4, row * 4 + 4), (word) =>
      word.toString(16).padStart(8, '0'),
    );
    return `"${digest.join('')}${form === 1 ? '' : `-${form - 1}`}"`;
  }

  #reserve(rows: number): void {
    if (rows <= this.#forms.length) return;
    const length = Math.max(rows, 1024, this.#forms.length * 2);
    const words = new Uint32Array(length * 4);
    const forms = new Uint16Array(length);
    words.set(this.#words);
    forms.set(this.#forms);
    this.#words = words;
    this.#forms = forms;
  }
}

const maxForm = 65_535;
