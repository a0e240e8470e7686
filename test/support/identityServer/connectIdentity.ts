import type { SessionLimits } from '../s3server/control/protocol.ts';
import type { ControlClient } from '../s3server/controlClient.ts';
import type { IdentityServer } from './identityServer.ts';
import type { IssuedCredentials } from './model.ts';

/** Lets an S3 server accept all credentials that the identity server issues, each within its limits if it has any. */
export function connectIdentity(
  identity: Pick<IdentityServer, 'onIssued'>,
  control: Pick<ControlClient, 'addSession'>,
  limits: (issued: IssuedCredentials) => SessionLimits = () => ({}),
): void {
  identity.onIssued((issued) => control.addSession({ ...issued, ...limits(issued) }));
}
