/** One bit of the result for each of the 32 columns: a linear map over GF(2). */
type Matrix = readonly number[];

function apply(matrix: Matrix, vector: number): number {
  let sum = 0;
  for (let bits = vector, column = 0; bits !== 0; bits >>>= 1, column += 1) {
    if ((bits & 1) !== 0) sum ^= matrix[column] ?? 0;
  }
  return sum >>> 0;
}

function squared(matrix: Matrix): Matrix {
  return matrix.map((column) => apply(matrix, column));
}

/** Feeds one zero bit to a CRC-32 (reflected, polynomial 0xEDB88320; RFC 1952, section 8). */
const oneZeroBit: Matrix = [0xedb88320, ...Array.from({ length: 31 }, (_, bit) => (1 << bit) >>> 0)];

/**
 * The CRC-32 of two byte strings put together, from the CRC of each and the length of the second: so that parts which
 * come out of order give the checksum of the whole.
 */
export function crc32Combine(first: number, second: number, secondLengthBytes: number): number {
  let moved = first;
  let zeros = squared(squared(squared(oneZeroBit)));
  for (let length = secondLengthBytes; length > 0; length = Math.floor(length / 2)) {
    if (length % 2 === 1) moved = apply(zeros, moved);
    zeros = squared(zeros);
  }
  return (moved ^ second) >>> 0;
}
