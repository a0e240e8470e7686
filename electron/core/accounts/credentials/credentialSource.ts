/** Keys that sign requests; `expiresAtMs` is missing for those that stay. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiresAtMs?: number;
};

/** Where a storage takes its credentials from, for each request anew. */
export interface CredentialSource {
  /**
   * Credentials that are good now: renewed before they end, once for all who ask at the same time. Never asks the user
   * anything: throws a SatchelError that says what is needed (`account.signInNeeded`, `account.codeNeeded`, ...).
   */
  get(): Promise<Credentials>;
  /**
   * Makes the next `get` have credentials with as much life as can be had without asking the user; where none can be had,
   * it has those that are still good. Missing for credentials that cannot be renewed.
   */
  prolong?(): Promise<void>;
  /** The server called these expired: the next `get` has others, unless it has already. */
  refuse(credentials: Credentials): void;
}

/** A source of keys that stay. */
export function fixedCredentials(credentials: Credentials): CredentialSource {
  const fixed = Promise.resolve(credentials);
  return { get: () => fixed, refuse: () => undefined };
}
