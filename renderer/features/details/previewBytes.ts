import type { Preview } from '../../../shared/domain/preview.ts';

/** Reads the bytes of a preview from `startByte` up to, and without, `endByte`; throws when they cannot be read. */
export async function readPreviewBytes(
  { url, sizeBytes }: Preview,
  startByte: number,
  endByte: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const lastByte = Math.min(endByte, sizeBytes) - 1;
  if (lastByte < startByte) return new Uint8Array();
  const response = await fetch(url, { signal, headers: { Range: `bytes=${startByte}-${lastByte}` } });
  if (!response.ok) throw new Error(`The preview answered ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Whoever ignores the range may send more.
  return bytes.subarray(0, lastByte - startByte + 1);
}
