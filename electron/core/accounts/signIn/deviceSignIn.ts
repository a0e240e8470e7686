import type { SignIn } from '../../../../shared/domain/account.ts';
import type { Clock } from '../../ports.ts';
import { SatchelError } from '../../satchelError.ts';
import type { ServiceAccess, SsoSession } from '../credentials/credentialPlan.ts';
import type { ServiceClients } from '../credentials/serviceClients.ts';
import { withProfile } from '../credentials/serviceErrors.ts';
import { signInByDevice } from './deviceFlow.ts';
import { sessionKey } from './ssoCache.ts';
import type { Registrations, SsoTokens } from './ssoTokens.ts';

/** Stands for the account of a sign-in that is begun at a typed address, before there is one. */
export const noAccount = 'organisation';

/** The sign-ins that run, each from its start until it is done, failed or cancelled. */
export type SignIns = {
  /**
   * Starts one and tells its id; where one for the same session runs, its id. How it goes comes as `onChanged`; an error
   * names the profile.
   */
  start(accountId: string, session: SsoSession, access: ServiceAccess, profile?: string): string;
  /** Opens the page once more; throws `request.stale` when there is none to open, and what the browser's host throws. */
  openPage(id: string): Promise<void>;
  /** Gives one up; does nothing when it is over. */
  cancel(id: string): void;
  /** Gives up all, silently. */
  close(): void;
};

type Parts = {
  readonly tokens: SsoTokens & Registrations;
  readonly clients: Pick<ServiceClients, 'oidc'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly openPage: (url: string) => Promise<void>;
  readonly onChanged: (signIn: SignIn) => void;
};

type Running = { readonly key: string; readonly abort: AbortController; signIn: SignIn };

/** Makes the sign-ins of this computer's user; none runs yet. */
export function createSignIns({ tokens, clients, clock, newId, openPage, onChanged }: Parts): SignIns {
  const running = new Map<string, Running>();

  function change(one: Running, changes: Partial<SignIn>): void {
    if (running.get(one.signIn.id) !== one) return;
    one.signIn = { ...one.signIn, ...changes };
    onChanged(one.signIn);
  }

  function end(one: Running, changes: Partial<SignIn>): void {
    const { id, accountId, status } = one.signIn;
    one.signIn = { id, accountId, status };
    change(one, changes);
    running.delete(id);
  }

  async function run(one: Running, session: SsoSession, access: ServiceAccess): Promise<void> {
    const { signal } = one.abort;
    const token = await signInByDevice({
      session,
      access,
      clients,
      registrations: tokens,
      clock,
      signal,
      onPage(page) {
        change(one, { status: 'waiting', ...page });
        // Where no browser comes up, the page and the code are shown for opening by hand.
        if (!signal.aborted) openPage(page.pageUrl).catch(() => undefined);
      },
    });
    if (signal.aborted) return;
    await tokens.store(session, token);
    end(one, { status: 'done' });
  }

  return {
    start(accountId, session, access, profile) {
      const key = sessionKey(session);
      const other = [...running.values()].find((candidate) => candidate.key === key);
      if (other !== undefined) {
        // Whoever joins has not heard how far it is.
        onChanged(other.signIn);
        return other.signIn.id;
      }
      const signIn: SignIn = { id: newId(), accountId, status: 'starting' };
      const one: Running = { key, abort: new AbortController(), signIn };
      running.set(signIn.id, one);
      onChanged(signIn);
      run(one, session, access).catch((error: unknown) => {
        const failure = accountId === noAccount ? withAddress(error, session) : error;
        end(one, { status: 'failed', error: withProfile(toSatchelError(failure), profile).appError });
      });
      return signIn.id;
    },
    async openPage(id) {
      const pageUrl = running.get(id)?.signIn.pageUrl;
      if (pageUrl === undefined) throw new SatchelError('request.stale', 'There is no page to open.');
      await openPage(pageUrl);
    },
    cancel(id) {
      const one = running.get(id);
      if (one === undefined) return;
      end(one, { status: 'cancelled' });
      one.abort.abort();
    },
    close() {
      const all = [...running.values()];
      running.clear();
      for (const one of all) one.abort.abort();
    },
  };
}

/** The same error, where it is about an address and a region that somebody typed. */
function withAddress(error: unknown, { startUrl, region }: SsoSession): unknown {
  if (!(error instanceof SatchelError) || error.appError.code !== 'signIn.badServer') return error;
  return new SatchelError('signIn.badAddress', error.message, { params: { url: startUrl, region } });
}

function toSatchelError(error: unknown): SatchelError {
  if (error instanceof SatchelError) return error;
  return new SatchelError('internal', error instanceof Error ? error.message : String(error));
}
