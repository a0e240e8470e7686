import type { SignIn } from '../../../shared/domain/account.ts';
import type { Network } from '../network/network.ts';
import type { Clock, Computer } from '../ports.ts';
import { runCredentialProcess } from './credentials/credentialProcess.ts';
import { type CredentialService, createCredentials } from './credentials/credentials.ts';
import { createLoginShellPath } from './credentials/loginShellPath.ts';
import { createServiceClients, type ServiceClients } from './credentials/serviceClients.ts';
import { createSignIns, type SignIns } from './signIn/deviceSignIn.ts';
import { createSsoTokens, type SsoTokens } from './signIn/ssoTokens.ts';

/** What leads accounts to their credentials. */
export type Services = {
  readonly clients: ServiceClients;
  readonly tokens: SsoTokens;
  readonly credentials: CredentialService;
  readonly signIns: SignIns;
  /** Ends what still runs, programs too. */
  close(): void;
};

export type ServicesOptions = {
  readonly computer: Computer;
  readonly clock: Clock;
  readonly network: Network;
  readonly newId: () => string;
  readonly openPage: (url: string) => Promise<void>;
  readonly onSignInChanged: (signIn: SignIn) => void;
};

/** Puts them together; nothing is asked or started before it is needed. */
export function createServices(options: ServicesOptions): Services {
  const { computer, clock, network, newId, openPage, onSignInChanged } = options;
  const clients = createServiceClients(network);
  const tokens = createSsoTokens({ computer, clock, clients });
  const path = createLoginShellPath(computer);
  const ending = new AbortController();
  const credentials = createCredentials({
    clients,
    clock,
    computer,
    ssoTokens: tokens,
    runProcess: (plan) => runCredentialProcess(plan, { path, computer, signal: ending.signal }),
  });
  const signIns = createSignIns({ tokens, clients, clock, newId, openPage, onChanged: onSignInChanged });
  return {
    clients,
    tokens,
    credentials,
    signIns,
    close() {
      ending.abort();
      signIns.close();
      credentials.close();
    },
  };
}
