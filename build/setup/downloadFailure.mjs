import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const retryAfterMs = 24 * 60 * 60 * 1000;

/**
 * Whether the download of this version failed within the last day, so that it need not be waited for again.
 * @param {string} file where failures are remembered
 * @param {string} version
 * @param {number} nowMs
 */
export async function failedLately(file, version, nowMs) {
  try {
    const record = JSON.parse(await readFile(file, 'utf8'));
    return record.version === version && nowMs - record.atMs < retryAfterMs;
  } catch (error) {
    // A record that is missing or was cut short says nothing.
    if (
      error instanceof SyntaxError ||
      (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    )
      return false;
    throw error;
  }
}

/**
 * Remembers that the download of this version failed.
 * @param {string} file
 * @param {string} version
 * @param {number} nowMs
 * @param {string} reason
 */
export async function rememberFailure(file, version, nowMs, reason) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ version, atMs: nowMs, reason }, null, 2)}\n`);
}
