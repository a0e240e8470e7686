const mark = '***';
/** No service gives keys this short; as part of a word, such a one is an accident. */
const shortLength = 8;
/** What is shorter hides nothing, and its place in a sentence would tell it. */
const leastLength = 3;

/** A text without these secrets; one that is short only where it stands alone, so that plain words stay whole. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= leastLength)
    .reduce(
      (rest, secret) => rest.replaceAll(secret.length < shortLength ? alone(secret) : secret, mark),
      text,
    );
}

function alone(secret: string): RegExp {
  const literal = secret.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_-])${literal}(?![\\p{L}\\p{N}_-])`, 'gu');
}
