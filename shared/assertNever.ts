/** Makes the compiler prove that a switch is exhaustive; throws an Error when a value slipped past the types. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
