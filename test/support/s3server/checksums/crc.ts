/** A running CRC; `digest` gives it in big-endian bytes, as S3 encodes it. */
export type Crc = { update(chunk: Uint8Array): void; digest(): Buffer };

const polynomial32c = 0x82f63b78;
const polynomial64 = 0x9a6c9329ac4bc9b5n;

/** Eight tables each, so that eight bytes are taken at a time ("slicing by 8"). */
const tables32c = makeTables32(polynomial32c);
const tables64 = makeTables64(polynomial64);

/** CRC-32C (Castagnoli). */
export function createCrc32c(): Crc {
  let state = 0xffffffff;
  const t = tables32c;
  return {
    update(chunk) {
      let crc = state;
      let at = 0;
      const end = chunk.length - (chunk.length % 8);
      const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
      for (; at < end; at += 8) {
        const low = crc ^ view.getUint32(at, true);
        const high = view.getUint32(at + 4, true);
        crc =
          read(t, 1792 + (low & 255)) ^
          read(t, 1536 + ((low >>> 8) & 255)) ^
          read(t, 1280 + ((low >>> 16) & 255)) ^
          read(t, 1024 + (low >>> 24)) ^
          read(t, 768 + (high & 255)) ^
          read(t, 512 + ((high >>> 8) & 255)) ^
          read(t, 256 + ((high >>> 16) & 255)) ^
          read(t, high >>> 24);
      }
      for (; at < chunk.length; at++) crc = (crc >>> 8) ^ read(t, (crc ^ read(chunk, at)) & 255);
      state = crc;
    },
    digest() {
      const out = Buffer.alloc(4);
      out.writeUInt32BE(~state >>> 0);
      return out;
    },
  };
}

/** CRC-64/NVME, its state in two halves because a 64-bit integer is slow in JavaScript. */
export function createCrc64Nvme(): Crc {
  let stateLow = -1;
  let stateHigh = -1;
  const { low: tl, high: th } = tables64;
  return {
    update(chunk) {
      let low = stateLow;
      let high = stateHigh;
      let at = 0;
      const end = chunk.length - (chunk.length % 8);
      const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
      for (; at < end; at += 8) {
        const a = low ^ view.getUint32(at, true);
        const b = high ^ view.getUint32(at + 4, true);
        const i0 = 1792 + (a & 255);
        const i1 = 1536 + ((a >>> 8) & 255);
        const i2 = 1280 + ((a >>> 16) & 255);
        const i3 = 1024 + (a >>> 24);
        const i4 = 768 + (b & 255);
        const i5 = 512 + ((b >>> 8) & 255);
        const i6 = 256 + ((b >>> 16) & 255);
        const i7 = b >>> 24;
        low =
          read(tl, i0) ^
          read(tl, i1) ^
          read(tl, i2) ^
          read(tl, i3) ^
          read(tl, i4) ^
          read(tl, i5) ^
          read(tl, i6) ^
          read(tl, i7);
        high =
          read(th, i0) ^
          read(th, i1) ^
          read(th, i2) ^
          read(th, i3) ^
          read(th, i4) ^
          read(th, i5) ^
          read(th, i6) ^
          read(th, i7);
      }
      for (; at < chunk.length; at++) {
        const index = (low ^ read(chunk, at)) & 255;
        low = ((low >>> 8) | (high << 24)) ^ read(tl, index);
        high = (high >>> 8) ^ read(th, index);
      }
      stateLow = low;
      stateHigh = high;
    },
    digest() {
      const out = Buffer.alloc(8);
      out.writeUInt32BE(~stateHigh >>> 0, 0);
      out.writeUInt32BE(~stateLow >>> 0, 4);
      return out;
    },
  };
}

/** The polynomials, reflected, by their width in bits, for `combineCrc`. */
const polynomials = {
  CRC32: [32n, 0xedb88320n],
  CRC32C: [32n, 0x82f63b78n],
  CRC64NVME: [64n, polynomial64],
} as const;

/** A CRC whose parts' values can be joined without reading the bytes again. */
export type CombinableCrc = keyof typeof polynomials;

/** Gives the CRC of a whole from the CRCs of its parts in order, each with its size in bytes. */
export function combineCrc(
  kind: CombinableCrc,
  parts: readonly { readonly digest: Buffer; readonly sizeBytes: number }[],
): Buffer {
  const [width, polynomial] = polynomials[kind];
  const shifts = new Map<number, bigint>();
  let crc = 0n;
  for (const part of parts) {
    let shift = shifts.get(part.sizeBytes);
    if (shift === undefined) {
      shift = powerOfX(BigInt(part.sizeBytes) * 8n, width, polynomial);
      shifts.set(part.sizeBytes, shift);
    }
    crc = multiply(crc, shift, width, polynomial) ^ BigInt(`0x${part.digest.toString('hex')}`);
  }
  return Buffer.from(crc.toString(16).padStart(Number(width) / 4, '0'), 'hex');
}

/** x to the `exponent` modulo the polynomial, in reflected form (the highest bit is x to the 0). */
function powerOfX(exponent: bigint, width: bigint, polynomial: bigint): bigint {
  let result = 1n << (width - 1n);
  let square = 1n << (width - 2n);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(result, square, width, polynomial);
    square = multiply(square, square, width, polynomial);
  }
  return result;
}

function multiply(a: bigint, b: bigint, width: bigint, polynomial: bigint): bigint {
  let product = 0n;
  let shifted = b;
  for (let bit = 1n << (width - 1n); bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}

function makeTables32(polynomial: number): Int32Array {
  const tables = new Int32Array(2048);
  for (let n = 0; n < 256; n++) {
    let crc = n;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    tables[n] = crc;
  }
  for (let at = 256; at < 2048; at++) {
    const before = read(tables, at - 256);
    tables[at] = (before >>> 8) ^ read(tables, before & 255);
  }
  return tables;
}

function makeTables64(polynomial: bigint): { readonly low: Int32Array; readonly high: Int32Array } {
  const wide = new BigUint64Array(2048);
  for (let n = 0; n < 256; n++) {
    let crc = BigInt(n);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ polynomial : crc >> 1n;
    wide[n] = crc;
  }
  for (let at = 256; at < 2048; at++) {
    const before = wide[at - 256] ?? 0n;
    wide[at] = (before >> 8n) ^ (wide[Number(before & 255n)] ?? 0n);
  }
  return {
    low: Int32Array.from(Array.from(wide, (value) => Number(BigInt.asIntN(32, value)))),
    high: Int32Array.from(Array.from(wide, (value) => Number(BigInt.asIntN(32, value >> 32n)))),
  };
}

/** Indexes that are always inside; the fallback only satisfies the compiler and costs nothing once optimised. */
function read(table: Int32Array | Uint8Array, index: number): number {
  return table[index] ?? 0;
}
