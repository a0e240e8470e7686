import { endpointOf, findProvider, providerOfEndpoint } from '../storage/providers.ts';
import type { ServerSettings } from './accountEntry.ts';

/** The provider of a server's address; `preferred` is what the user said where the address does not tell it. */
export function providerIdOf(endpoint: string | undefined, preferred?: string): string {
  return tellingProviderId(endpoint) ?? preferred ?? 'other';
}

/** The provider that an address tells by itself; without an address it is Amazon. */
export function tellingProviderId(endpoint: string | undefined): string | undefined {
  return endpoint === undefined ? 'aws' : providerOfEndpoint(endpoint)?.id;
}

/** What was typed for a server's address, out of what it became. */
export function typedEndpointOf({ provider: id, endpoint, region }: ServerSettings): string | undefined {
  const provider = findProvider(id);
  if (provider === undefined || provider.asks === 'nothing' || endpoint === undefined) return undefined;
  if (provider.asks === 'endpoint') return endpoint;
  const mark = 'account-id';
  const [before = '', after] = endpointOf(provider, { region, accountId: mark })?.split(mark) ?? [];
  const isOurs = after !== undefined && endpoint.startsWith(before) && endpoint.endsWith(after);
  return isOurs ? endpoint.slice(before.length, endpoint.length - after.length) : undefined;
}

/** The server's address for an expert's eye, without what may be a name and a password; missing for the provider's own. */
export function shownEndpoint({ provider: id, endpoint, region }: ServerSettings): string | undefined {
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const provider = findProvider(id);
  const own = provider?.asks === 'nothing' ? endpointOf(provider, { region }) : undefined;
  return endpoint === own ? undefined : new URL(endpoint).origin;
}

/** A text that is the same as long as an account leads to the same server. */
export function placeOf({ provider, endpoint }: ServerSettings): string {
  return endpoint === undefined || !URL.canParse(endpoint)
    ? provider
    : `${provider} ${new URL(endpoint).origin}`;
}
