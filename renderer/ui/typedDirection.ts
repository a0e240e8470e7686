/** The `dir` of a field for a name: that of what is typed, and of the window while nothing is. */
export function typedDirection(text: string): 'auto' | undefined {
  return text === '' ? undefined : 'auto';
}
