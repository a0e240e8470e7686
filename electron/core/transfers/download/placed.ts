/** What a download of one file comes to: where it is now (undefined: the name was taken), and its size. */
export type Placed = { readonly path: string | undefined; readonly sizeBytes: number };
