import type { Readable } from 'node:stream';
import type { ByteRange } from '../storage/storage.ts';

/** What a thumbnail is made from: a picture's bytes, or a movie that is read where the decoder wants to. */
export type MakerSource =
  | { readonly kind: 'picture'; readonly contentType: string; readonly bytes: Uint8Array }
  | {
      readonly kind: 'movie';
      readonly contentType: string;
      readonly sizeBytes: number;
      /** Opens a range; its body errors when more was read than a thumbnail is worth. */
      readonly read: (range: ByteRange, signal: AbortSignal) => Promise<Readable>;
    };

/** The longest side of a thumbnail, in pixels. */
export const thumbnailPixels = 256;

/** Decodes and shrinks, in a place where what a file does to its decoder harms nothing. */
export interface ThumbnailMaker {
  /**
   * A WebP of at most `thumbnailPixels` on its longest side; undefined where the file cannot be decoded. Throws
   * MakerCrash, and `cancelled` after the signal.
   */
  make(source: MakerSource, signal: AbortSignal): Promise<Uint8Array | undefined>;
  /** Gives up what it does; it begins again with the next `make`. */
  close(): void;
}

/** The decoder's process ended, or took too long, and took with it whatever it was about: this file or another one. */
export class MakerCrash extends Error {
  override readonly name = 'MakerCrash';
}

/** Whether these bytes are a whole WebP file. Source: WebP Container Specification, "WebP File Header". */
export function isWholeWebp(bytes: Buffer): boolean {
  return (
    bytes.length > 12 &&
    bytes.toString('latin1', 0, 4) === 'RIFF' &&
    bytes.readUInt32LE(4) + 8 === bytes.length &&
    bytes.toString('latin1', 8, 12) === 'WEBP'
  );
}
