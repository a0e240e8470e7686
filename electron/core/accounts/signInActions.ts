import { SatchelError } from '../satchelError.ts';
import { type AccountEntry, planOfEntry } from './accountEntry.ts';
import type { CredentialPlan, PlanOf } from './credentials/credentialPlan.ts';
import type { CredentialService } from './credentials/credentials.ts';
import { signInOf } from './credentials/planOf.ts';
import type { SignIns } from './signIn/deviceSignIn.ts';
import { sessionKey } from './signIn/ssoCache.ts';
import type { SsoTokens } from './signIn/ssoTokens.ts';

export type SignInActionsOptions = {
  readonly tokens: SsoTokens;
  readonly signIns: SignIns;
  readonly credentials: CredentialService;
  readonly entries: () => readonly AccountEntry[];
  /** Called with every account for which a sign-in has begun or ended, or a code was accepted. */
  readonly onAccess: (entry: AccountEntry) => void;
};

/** What the user does for an account to come to credentials. */
export type SignInActions = {
  start(entry: AccountEntry): string;
  signOut(entry: AccountEntry): Promise<void>;
  enterCode(entry: AccountEntry, code: string): Promise<void>;
  /** Whether there is a sign-in that can be ended, as it was known last. */
  canSignOut(entry: AccountEntry): boolean;
  /** Looks again whether there is one. */
  lookUp(entry: AccountEntry): Promise<void>;
  close(): void;
};

/** Sign-ins that several accounts may share: what happens to one session is told of all of them. */
export function createSignInActions(options: SignInActionsOptions): SignInActions {
  const { tokens, signIns, credentials, entries, onAccess } = options;
  const signedIn = new Set<string>();

  const stopTokens = tokens.onChanged((session) => {
    const key = sessionKey(session);
    // What ran while a token was taken away may have got keys by it, which would let the accounts go on.
    forgetKeysOf(key);
    for (const entry of entries()) if (sessionKeyOf(entry) === key) onAccess(entry);
  });

  function forgetKeysOf(key: string): void {
    for (const entry of entries()) {
      const plan = planOfEntry(entry);
      if (plan !== undefined && sessionKeyOf(entry) === key) credentials.forget(plan);
    }
  }

  return {
    start(entry) {
      const { session, access, profile } = signInOfEntry(entry);
      return signIns.start(entry.id, session, access, profile);
    },
    async signOut(entry) {
      const { session, access } = signInOfEntry(entry);
      // Also where the token cannot be taken away here: at the server it ends all the same.
      forgetKeysOf(sessionKey(session));
      await tokens.signOut(session, access);
    },
    async enterCode(entry, code) {
      const plan = planOfEntry(entry);
      if (plan === undefined || !asksForCode(plan)) {
        throw new SatchelError('account.unsupported', 'This account asks for no code.', {
          params: { profile: entry.name, key: 'mfa_serial' },
        });
      }
      await credentials.enterCode(plan, code);
      // Others may start from the same session.
      for (const other of entries()) {
        const otherPlan = planOfEntry(other);
        if (other.id === entry.id || (otherPlan !== undefined && asksForCode(otherPlan))) onAccess(other);
      }
    },
    canSignOut(entry) {
      const key = sessionKeyOf(entry);
      return key !== undefined && signedIn.has(key);
    },
    async lookUp(entry) {
      const plan = planOfEntry(entry);
      const sso = plan && signInOf(plan);
      if (sso === undefined) return;
      if (await tokens.has(sso.session)) signedIn.add(sessionKey(sso.session));
      else signedIn.delete(sessionKey(sso.session));
    },
    close: stopTokens,
  };
}

function signInOfEntry(entry: AccountEntry): PlanOf<'sso'> {
  const plan = planOfEntry(entry);
  const sso = plan && signInOf(plan);
  if (sso !== undefined) return sso;
  throw new SatchelError('account.unsupported', 'This account has no sign-in that Satchel could start.', {
    params: { profile: entry.name, key: 'sso_session' },
  });
}

function sessionKeyOf(entry: AccountEntry): string | undefined {
  const plan = planOfEntry(entry);
  const sso = plan && signInOf(plan);
  return sso && sessionKey(sso.session);
}

function asksForCode(plan: CredentialPlan): boolean {
  return plan.kind === 'role' && (plan.mfaSerial !== undefined || asksForCode(plan.source));
}
