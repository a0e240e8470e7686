import { assertNever } from '../../../../shared/assertNever.ts';
import type { Clock, Computer } from '../../ports.ts';
import { SatchelError } from '../../satchelError.ts';
import { assumeRole, assumeRoleWithToken } from './assumeRole.ts';
import { fetchComputerKeys } from './computerKeys.ts';
import type { CredentialPlan, PlanOf } from './credentialPlan.ts';
import { type CredentialSource, type Credentials, fixedCredentials } from './credentialSource.ts';
import { fetchLoginKeys } from './loginKeys.ts';
import { sessionNameAt } from './names.ts';
import { createRenewal, type Renewal } from './renewal.ts';
import type { ServiceClients } from './serviceClients.ts';
import { withProfile } from './serviceErrors.ts';
import { sessionKey } from './sessionKey.ts';
import { fetchSsoRoleKeys, type SsoTokens } from './ssoRoleKeys.ts';

/** Makes credentials out of plans, and keeps what it was given in memory only. */
export type CredentialService = {
  /** A source for a plan; sources of plans that share a role session or an SSO sign-in share it. */
  open(plan: CredentialPlan): CredentialSource;
  /**
   * Gives the code of the MFA device that the plan's next link asks for, and keeps the session until it ends; does
   * nothing where no code is needed any more. Throws `account.codeWrong`, `account.roleRefused` and what `open`'s
   * sources throw.
   */
  enterCode(plan: CredentialPlan, code: string): Promise<void>;
  /** Forgets every session and cached key of the plan, e.g. after a sign-out or an edit; its sources begin anew. */
  forget(plan: CredentialPlan): void;
  close(): void;
};

export type CredentialOptions = {
  readonly clients: ServiceClients;
  readonly clock: Clock;
  readonly computer: Computer;
  readonly ssoTokens: SsoTokens;
  readonly runProcess: (plan: PlanOf<'process'>) => Promise<Credentials>;
};

/**
 * Makes the service. It is built on the SDK's providers one by one, because `fromIni` as a whole (3.1169) runs
 * `credential_process` through a shell, passes no file paths on to its parts and cannot say which profile of a chain
 * failed.
 */
export function createCredentials(options: CredentialOptions): CredentialService {
  const { clients, clock, computer, ssoTokens, runProcess } = options;
  const roleTools = { clients, sessionName: sessionNameAt(clock.nowMs()) };
  const sessions = new Map<string, Renewal>();
  let lastCode: Promise<void> = Promise.resolve();
  let isClosed = false;

  function sessionOf(key: string): Renewal {
    const session = sessions.get(key) ?? createRenewal(clock);
    sessions.set(key, session);
    return session;
  }

  function open(plan: CredentialPlan): CredentialSource {
    if (plan.kind === 'keys') return fixedCredentials(keysOf(plan));
    const key = sessionKey(plan);
    return {
      async get() {
        if (isClosed) throw new SatchelError('cancelled', 'Satchel is ending.');
        return sessionOf(key).get(plan, () => fetch(plan));
      },
      async prolong() {
        if (!isClosed) await sessionOf(key).prolong(plan, () => fetch(plan));
      },
      refuse: (credentials) => sessions.get(key)?.refuse(credentials),
    };
  }

  async function fetch(plan: CredentialPlan, code?: string): Promise<Credentials> {
    try {
      return await fetchAny(plan, code);
    } catch (error) {
      throw error instanceof SatchelError ? withProfile(error, plan.profile) : error;
    }
  }

  function fetchAny(plan: CredentialPlan, code: string | undefined): Promise<Credentials> {
    const { kind } = plan;
    switch (kind) {
      case 'keys':
        return Promise.resolve(keysOf(plan));
      case 'role':
        return assumeRole(plan, open(plan.source), roleTools, code);
      case 'webIdentity':
        return assumeRoleWithToken(plan, roleTools);
      case 'sso':
        return fetchSsoRoleKeys(plan, clients, ssoTokens);
      case 'login':
        return fetchLoginKeys(plan, clients, computer);
      case 'process':
        return runProcess(plan);
      case 'computer':
        return fetchComputerKeys(plan, computer, clock);
      default:
        return assertNever(kind, 'kind of plan');
    }
  }

  async function beginWith(plan: CredentialPlan, code: string): Promise<void> {
    for (const link of chainOf(plan)) {
      if (link.kind !== 'role' || link.mfaSerial === undefined) continue;
      const session = sessionOf(sessionKey(link));
      if (session.isGood()) continue;
      session.keep(await fetch(link, code));
      return;
    }
  }

  return {
    open,
    enterCode(plan, code) {
      // One after another: the second of two dialogs for the same session finds that it is there.
      const entered = lastCode.then(() => beginWith(plan, code));
      lastCode = entered.catch(() => undefined);
      return entered;
    },
    forget(plan) {
      for (const link of chainOf(plan)) sessions.delete(sessionKey(link));
    },
    close() {
      isClosed = true;
      sessions.clear();
    },
  };
}

/** The links that lead to a plan's keys, the deepest first. */
function chainOf(plan: CredentialPlan): readonly CredentialPlan[] {
  return plan.kind === 'role' ? [...chainOf(plan.source), plan] : [plan];
}

function keysOf({ accessKeyId, secretAccessKey, sessionToken }: PlanOf<'keys'>): Credentials {
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}
