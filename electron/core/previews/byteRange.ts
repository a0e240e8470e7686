import type { ByteRange } from '../storage/storage.ts';

/** What a Range header asks of a body: all of it, one part of it, or a part that is not there. */
type AskedRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly range: ByteRange }
  | { readonly kind: 'unsatisfiable' };

/**
 * Reads a Range header against a body of `sizeBytes`. A header that is malformed, of another unit or of several ranges
 * is ignored, as the rules allow. Source: RFC 9110, sections 14.1.2 and 14.2.
 */
export function readRange(header: string | undefined, sizeBytes: number): AskedRange {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return { kind: 'whole' };
  const startByte = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const askedEnd = first === '' || last === '' ? sizeBytes - 1 : Number(last);
  if (first !== '' && last !== '' && askedEnd < startByte) return { kind: 'whole' };
  if (startByte >= sizeBytes) return { kind: 'unsatisfiable' };
  return { kind: 'part', range: { startByte, endByte: Math.min(askedEnd, sizeBytes - 1) } };
}
