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
  /** The server called these expired: the next `get` has others, unless it has already. */
  refuse(credentials: Credentials): void;
}

/** A source of keys that stay. */
export function fixedCredentials(credentials: Credentials): CredentialSource {
  const fixed = Promise.resolve(credentials);
  return { get: () => fixed, refuse: () => undefined };
}
