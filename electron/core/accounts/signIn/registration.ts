import { RegisterClientCommand } from '@aws-sdk/client-sso-oidc';
import type { ServiceAccess, SsoSession } from '../credentials/credentialPlan.ts';
import type { ServiceClients } from '../credentials/serviceClients.ts';
import { badAnswer } from './oidcAnswers.ts';
import { type Registration, scopesOf } from './ssoCache.ts';

/** Registers Satchel with a sign-in service, as each program has to before it signs in; throws what the SDK throws. */
export async function register(
  session: SsoSession,
  access: ServiceAccess,
  clients: Pick<ServiceClients, 'oidc'>,
  signal: AbortSignal,
): Promise<Registration> {
  const scopes = scopesOf(session);
  const oidc = clients.oidc({ ...access, region: session.region });
  try {
    const { clientId, clientSecret, clientSecretExpiresAt } = await oidc.send(
      new RegisterClientCommand({
        clientName: 'Satchel',
        clientType: 'public',
        ...(scopes !== undefined && { scopes: [...scopes] }),
      }),
      { abortSignal: signal },
    );
    if (!clientId || !clientSecret || !clientSecretExpiresAt) throw badAnswer('RegisterClient');
    return { clientId, clientSecret, expiresAtMs: clientSecretExpiresAt * 1000 };
  } finally {
    oidc.destroy();
  }
}
