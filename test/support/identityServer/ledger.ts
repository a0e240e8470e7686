import { randomBytes, randomInt } from 'node:crypto';
import type { IdentityRole, IdentityUser, IssuedCredentials } from './model.ts';

/** Who a set of keys belongs to. */
export type Caller = {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiresAtMs?: number;
  readonly arn: string;
  readonly userId: string;
  readonly accountId: string;
  /** For a role's session. */
  readonly roleArn?: string;
};

const exampleAccountId = '111122223333';

/** Keeps users, roles and everything that was issued. */
export class Ledger {
  readonly nowMs: () => number;
  readonly issued: IssuedCredentials[] = [];
  readonly #callers = new Map<string, Caller>();
  readonly #roles = new Map<string, IdentityRole>();
  readonly #listeners: ((issued: IssuedCredentials) => void | Promise<void>)[] = [];
  #sessionSeconds: number | undefined;

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  addUser(user: IdentityUser): void {
    const { accountId = exampleAccountId } = user;
    this.#callers.set(user.accessKeyId, {
      secretAccessKey: user.secretAccessKey,
      arn: `arn:aws:iam::${accountId}:user/${user.userName}`,
      userId: `AIDA${randomId(17)}`,
      accountId,
    });
  }

  addRole(role: IdentityRole): void {
    this.#roles.set(role.arn, role);
  }

  role(arn: string): IdentityRole | undefined {
    return this.#roles.get(arn);
  }

  caller(accessKeyId: string): Caller | undefined {
    return this.#callers.get(accessKeyId);
  }

  setSessionSeconds(seconds: number): void {
    this.#sessionSeconds = seconds;
  }

  onIssued(listener: (issued: IssuedCredentials) => void | Promise<void>): void {
    this.#listeners.push(listener);
  }

  /** Makes keys for a role's session, known from now on; the listeners have seen them when it resolves. */
  async issue(roleArn: string, sessionName: string, askedSeconds: number) {
    const [, partition, , , accountId = exampleAccountId] = roleArn.split(':');
    const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
    const seconds = this.#sessionSeconds ?? askedSeconds;
    const issued: IssuedCredentials = {
      accessKeyId: `ASIA${randomId(16)}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(180).toString('base64'),
      // STS tells whole seconds.
      expiresAtMs: Math.floor((this.nowMs() + seconds * 1000) / 1000) * 1000,
      arn: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
    };
    const userId = `AROA${randomId(17)}:${sessionName}`;
    this.#callers.set(issued.accessKeyId, { ...issued, userId, accountId, roleArn });
    this.issued.push(issued);
    for (const listener of this.#listeners) await listener(issued);
    return { ...issued, userId };
  }
}

/** Random letters and digits as AWS has them in its ids. */
export function randomId(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
