import { splitWords } from '../profiles/pythonText.ts';

/**
 * Splits a `credential_process` into its program and arguments as the AWS CLI does: like a POSIX shell without
 * expanding anything (Python, shlex.split), or by the rules of the C runtime on Windows (botocore,
 * _windows_shell_split). Undefined when a quote or an escape is left open.
 */
export function splitCommandLine(command: string, platform: NodeJS.Platform): readonly string[] | undefined {
  return platform === 'win32' ? splitForWindows(command) : splitWords(command);
}

function splitForWindows(command: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  // Backslashes before a quote go in pairs, and an odd one escapes it; elsewhere they stand for themselves.
  for (const [part, backslashes = '', character = ''] of command.matchAll(/(\\*)([^\\]|$)/gs)) {
    if (part === '') break;
    if (character === '"') {
      word = (word ?? '') + '\\'.repeat(Math.floor(backslashes.length / 2));
      if (backslashes.length % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
      continue;
    }
    if (backslashes !== '') word = (word ?? '') + backslashes;
    if ((character === ' ' || character === '\t') && !isQuoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character !== '') {
      word = (word ?? '') + character;
    }
  }
  if (isQuoted) return undefined;
  return word === undefined ? words : [...words, word];
}
