import { readFileSync } from 'node:fs';
import { SatchelError } from '../satchelError.ts';
import { type Connection, connectionSchema } from './connection.ts';

/**
 * Reads the connection that a host wrote as JSON. Throws `local.notFound`, `local.notReadable` or `request.invalid`;
 * the text names the file and the fields that are wrong, and quotes nothing of what the file holds.
 */
export function readConnectionFile(path: string): Connection {
  const result = connectionSchema.safeParse(parse(readText(path), path));
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => issue.path.join('.') || issue.code);
  throw new SatchelError(
    'request.invalid',
    `${path} is no connection: check ${[...new Set(fields)].join(', ')}.`,
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing) throw new SatchelError('local.notFound', `There is no file ${path}.`);
    throw new SatchelError('local.notReadable', `${path} cannot be read.`, { cause: error });
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // JSON.parse quotes the text around the mistake, which may be a key: neither its message nor it as a cause is kept.
    throw new SatchelError('request.invalid', `${path} is not JSON.`);
  }
}
