import { GetRoleCredentialsCommand } from '@aws-sdk/client-sso';
import { SatchelError } from '../../satchelError.ts';
import type { PlanOf, ServiceAccess, SsoSession } from './credentialPlan.ts';
import type { Credentials } from './credentialSource.ts';
import { fromSdk } from './sdkIdentity.ts';
import type { ServiceClients } from './serviceClients.ts';
import { serviceError } from './serviceErrors.ts';

/** Where the token of a sign-in comes from; throws `account.signInNeeded`. */
export type SsoTokens = {
  get(
    session: SsoSession,
    access: ServiceAccess,
  ): Promise<{ readonly accessToken: string; readonly expiresAtMs: number }>;
};

/**
 * Keys of a role of IAM Identity Center, by the token of its sign-in; throws `account.signInNeeded` when there is none or
 * the server calls it over, `account.roleRefused`, `network.*` and `server.*`.
 */
export async function fetchSsoRoleKeys(
  plan: PlanOf<'sso'>,
  clients: ServiceClients,
  tokens: SsoTokens,
): Promise<Credentials> {
  const { profile, session, ssoAccountId, roleName } = plan;
  const access = { ...plan.access, region: session.region };
  const { accessToken } = await tokens.get(session, plan.access);
  const client = clients.sso(access);
  try {
    const { roleCredentials } = await client.send(
      new GetRoleCredentialsCommand({ accessToken, accountId: ssoAccountId, roleName }),
    );
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = roleCredentials ?? {};
    if (!accessKeyId || !secretAccessKey || !sessionToken || !expiration) {
      throw new SatchelError('server.badAnswer', 'IAM Identity Center answered without keys of the role.');
    }
    return fromSdk({ accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiration) });
  } catch (error) {
    throw serviceError(error, { profile, role: roleName, secrets: [accessToken] });
  } finally {
    client.destroy();
  }
}
