import type { Connection } from '../../electron/core/accounts/connection.ts';
import { fixedCredentials } from '../../electron/core/accounts/credentials/credentialSource.ts';
import type { Network } from '../../electron/core/network/network.ts';
import type { S3Connection } from '../../electron/core/storage/s3/s3Connection.ts';

/** The connection that a host gives as data, with keys that stay. */
export function s3ConnectionOf(connection: Connection, network: Network): S3Connection {
  const { provider, endpoint, region, accessKeyId, secretAccessKey, sessionToken, silenceTimeoutMs } =
    connection;
  return {
    provider,
    ...(endpoint !== undefined && { endpoint }),
    region,
    credentials: fixedCredentials({
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
    }),
    network,
    silenceTimeoutMs,
  };
}
