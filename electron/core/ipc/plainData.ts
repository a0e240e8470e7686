/** How deep an input may be nested; the contract's deepest needs 3. */
const maxDepth = 16;

/** Thrown by `toPlainData` for a value that is not plain data; its message names no value. */
export class NotPlainDataError extends Error {
  override readonly name = 'NotPlainDataError';
}

/**
 * A deep copy that holds own properties only and has no prototypes, so that neither an inherited property nor a
 * polluted `Object.prototype` can stand in for a missing field. Throws NotPlainDataError for class instances, functions,
 * cycles (by depth), nesting over 16 levels, and the keys that reach a prototype.
 */
export function toPlainData(value: unknown, depth = 0): unknown {
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new NotPlainDataError('is not plain data');
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) throw new NotPlainDataError('is nested too deeply');
  if (Array.isArray(value)) return Array.from(value, (item) => toPlainData(item, depth + 1));

  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotPlainDataError('is not plain data');
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
      throw new NotPlainDataError('has a field that is not allowed');
    }
    copy[key] = toPlainData(item, depth + 1);
  }
  return copy;
}
