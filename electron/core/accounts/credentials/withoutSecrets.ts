const mark = '•••';

/** Escape sequences of terminals, and characters that are not for showing; line ends and tabs stay. */
const controls = [
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)/gs,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
];

/** A field's name and the value after it, in JSON, in an ini file, in a variable or in a header. */
const namedSecret =
  /((?:access_?-?key(?:_?-?id)?|secret(?:_?-?access_?-?key)?|token|password|passwd|pwd|assertion|authorization|api_?-?key)["']?\s*[:=]\s*)(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|(?:bearer\s+|basic\s+)?[^\s,;}&]+)/gi;

/** What stands behind the name of a way to authenticate. */
const bearer = /\b(bearer|basic)\s+[A-Za-z0-9+/=._~-]{8,}/gi;

/** The form of an AWS access key's id. */
const accessKeyId = /\b[A-Z0-9]{16,128}\b/g;

/** A run that is as long as a secret; whether it is one, `looksRandom` tells. */
const longRun = /[A-Za-z0-9+/=_.-]{24,}/g;

/** A text of another program without control characters and without what looks like keys, tokens or passwords. */
export function withoutSecrets(text: string): string {
  const plain = controls.reduce((rest, pattern) => rest.replace(pattern, ''), text);
  return plain
    .replace(namedSecret, `$1${mark}`)
    .replace(bearer, `$1 ${mark}`)
    .replace(accessKeyId, mark)
    .replace(longRun, (run) => (looksRandom(run) ? mark : run));
}

/** Random letters and digits change their kind at about every second place; words and paths do so seldom. */
function looksRandom(run: string): boolean {
  const kinds = Array.from(run.replace(/[^A-Za-z0-9]/g, ''), (character) =>
    /[a-z]/.test(character) ? 'lower' : /[A-Z]/.test(character) ? 'upper' : 'digit',
  );
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
  return changes > kinds.length / 3;
}
