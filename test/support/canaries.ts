import { randomBytes } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An access key id that nobody has, as AWS makes them: `AKIA` for keys that stay, `ASIA` for a session's. */
export function canaryKeyId(kind: 'AKIA' | 'ASIA' = 'AKIA'): string {
  return kind + Array.from(randomBytes(16), (byte) => letters[byte % letters.length]).join('');
}

/** A secret access key that nobody has, as AWS makes them. */
export function canarySecret(): string {
  return randomBytes(30).toString('base64');
}

/** A session token that nobody has. */
export function canaryToken(): string {
  return randomBytes(120).toString('base64');
}
