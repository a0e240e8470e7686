import { SSOClient } from '@aws-sdk/client-sso';
import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { STSClient } from '@aws-sdk/client-sts';
import type { Network } from '../../network/network.ts';
import type { ServiceAccess, ServiceEndpoints } from './credentialPlan.ts';
import type { Credentials } from './credentialSource.ts';

/** Clients of the services that lead to credentials; whoever asks for one destroys it. */
export type ServiceClients = {
  /** With the credentials that sign its requests; without any for requests that need none. */
  sts(access: ServiceAccess, credentials?: Credentials): STSClient;
  sso(access: ServiceAccess): SSOClient;
  oidc(access: ServiceAccess): SSOOIDCClient;
  /** What the SDK's own credential providers need for the clients that they make. */
  config(access: ServiceAccess, service: keyof ServiceEndpoints): ServiceClientConfig;
};

export type ServiceClientConfig = ReturnType<typeof clientConfig>;

/** Makes clients on a network; nothing of the user's environment or AWS files gets into them by itself. */
export function createServiceClients(network: Network): ServiceClients {
  const config: ServiceClients['config'] = (access, service) => clientConfig(network, access, service);
  return {
    config,
    sts: (access, credentials) =>
      new STSClient({ ...config(access, 'sts'), ...(credentials && { credentials }) }),
    sso: (access) => new SSOClient(config(access, 'sso')),
    oidc: (access) => new SSOOIDCClient(config(access, 'ssoOidc')),
  };
}

function clientConfig(network: Network, access: ServiceAccess, service: keyof ServiceEndpoints) {
  const endpoint = access.endpoints[service];
  const { caBundlePath } = access;
  return {
    region: access.region,
    ...(endpoint !== undefined && { endpoint }),
    // The SDK refuses both together with an address of the profile's own, which they could not change.
    useFipsEndpoint: endpoint === undefined && access.useFipsEndpoint,
    useDualstackEndpoint: endpoint === undefined && access.useDualstackEndpoint,
    requestHandler: network.createHandler({
      connectionTimeout: 5_000,
      requestTimeout: 20_000,
      throwOnRequestTimeout: true,
      maxSockets: 4,
      ...(caBundlePath !== undefined && { caBundlePath }),
    }),
    // Every setting that the SDK would otherwise look up in AWS_* variables or in ~/.aws (runtimeConfig.js).
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    ignoreConfiguredEndpointUrls: true,
    authSchemePreference: ['sigv4', 'noAuth'],
    userAgentAppId: async () => undefined,
    defaultUserAgentProvider: async (): Promise<[string, string][]> => [['satchel', '1']],
  };
}
