import type { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import type {
  ServiceAccess,
  SsoSession,
} from '../../../../electron/core/accounts/credentials/credentialPlan.ts';

/** A sign-in service of one answer after another: an object is answered, an error thrown. */
export type FakeOidc = {
  readonly client: SSOOIDCClient;
  /** The commands' names with what was sent. */
  readonly sent: { readonly name: string; readonly input: object }[];
  readonly isDestroyed: () => boolean;
};

/** Makes a client that answers each operation with the next of its answers, and the last one again and again. */
export function fakeOidc(answers: Readonly<Record<string, readonly unknown[]>>): FakeOidc {
  const left = new Map(Object.entries(answers).map(([name, list]) => [name, [...list]]));
  const sent: FakeOidc['sent'] = [];
  let isDestroyed = false;
  const client = {
    async send(command: { readonly input: object; readonly constructor: { readonly name: string } }) {
      const name = command.constructor.name.replace('Command', '');
      sent.push({ name, input: command.input });
      const list = left.get(name) ?? [];
      const answer = list.length > 1 ? list.shift() : list[0];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    destroy() {
      isDestroyed = true;
    },
  };
  return { client: client as unknown as SSOOIDCClient, sent, isDestroyed: () => isDestroyed };
}

/** An error as the SDK throws it for an answer. */
export function serviceException(name: string, status = 400): Error {
  return Object.assign(new Error(`${name}, by the service`), { name, $metadata: { httpStatusCode: status } });
}

/** An error as Node throws it for a line that is down. */
export function networkError(code = 'ENOTFOUND'): Error {
  return Object.assign(new Error(`getaddrinfo ${code}`), { code });
}

export const session: SsoSession = {
  name: 'work',
  startUrl: 'https://example.awsapps.com/start',
  region: 'eu-west-1',
  scopes: [],
};

export const access: ServiceAccess = {
  region: 'us-east-1',
  endpoints: {},
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
};
