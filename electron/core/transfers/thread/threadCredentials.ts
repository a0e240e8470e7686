import type { CredentialSource, Credentials } from '../../accounts/credentials/credentialSource.ts';

/** So long the same keys are used without asking: a sign-out counts from then on at the latest. */
const keptMs = 2000;
/** Keys that end so soon are asked for each time, since the main thread may have newer ones. */
const nearEndMs = 30_000;

/** Credentials of the main thread: asking it for each of a thousand small requests would cost more than the signature. */
export function createThreadCredentials(
  host: { readonly get: () => Promise<Credentials>; readonly refuse: (credentials: Credentials) => void },
  nowMs: () => number,
): CredentialSource {
  let kept: { readonly answer: Promise<Credentials>; readonly untilMs: number } | undefined;

  const ask = (): Promise<Credentials> => {
    const answer = host.get();
    const asked = { answer, untilMs: nowMs() + keptMs };
    kept = asked;
    answer.then(
      ({ expiresAtMs }) => {
        if (expiresAtMs !== undefined && expiresAtMs - nowMs() < nearEndMs && kept === asked)
          kept = undefined;
      },
      () => {
        if (kept === asked) kept = undefined;
      },
    );
    return answer;
  };

  return {
    get: () => (kept !== undefined && nowMs() < kept.untilMs ? kept.answer : ask()),
    refuse(credentials) {
      kept = undefined;
      host.refuse(credentials);
    },
  };
}
