import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { SatchelError } from '../../satchelError.ts';
import { askWithKeys } from './askWithKeys.ts';
import type { ServiceAccess } from './credentialPlan.ts';
import type { CredentialSource } from './credentialSource.ts';
import { nameOfIdentity } from './names.ts';
import type { ServiceClients } from './serviceClients.ts';
import { serviceError } from './serviceErrors.ts';

/** Who a server says is asking. */
export type Identity = { readonly accountId: string; readonly arn: string; readonly name: string };

/** Asks STS whose credentials these are; throws what the source throws, and `credentials.*`, `network.*` or `server.*`. */
export function whoIs(
  clients: ServiceClients,
  source: CredentialSource,
  access: ServiceAccess,
): Promise<Identity> {
  return askWithKeys(source, async (keys) => {
    const client = clients.sts(access, keys);
    try {
      const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
      if (!Account || !Arn) throw new SatchelError('server.badAnswer', 'STS did not say who is asking.');
      return { accountId: Account, arn: Arn, name: nameOfIdentity(Arn) };
    } catch (error) {
      throw serviceError(error, { keys });
    } finally {
      client.destroy();
    }
  });
}
