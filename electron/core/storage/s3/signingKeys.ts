import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { CredentialSource, Credentials } from '../../accounts/credentials/credentialSource.ts';
import { readFailure } from './errors.ts';

/** The keys that a connection's requests are signed with. */
export type SigningKeys = {
  /** What the SDK's clients ask, for each request anew. */
  readonly provider: NonNullable<S3ClientConfig['credentials']>;
  /** Those that a signature needs which is to be good for so long, as far as they can be had without asking anybody. */
  lasting(lifeMs: number): Promise<Credentials>;
  /** Those handed out lately, for whoever has to keep them out of a text. */
  recent(): readonly Credentials[];
  /** Makes a client send a request again with other keys when the server calls its keys expired. */
  renewOn(client: S3Client): void;
  /** The same for a request that the SDK does not send: `send` signs it with the keys that it is given. */
  renewing<T>(isHead: boolean, send: (credentials: Credentials) => Promise<T>): Promise<T>;
};

type SentHeaders = { readonly authorization?: string; readonly 'x-amz-security-token'?: string };

/** Keys that end while a request is on its way, a few times in a row, are met; a server that refuses all of them too. */
const maxTries = 4;
/** A part that takes hours may fail with keys that are long replaced. */
const maxRecent = 32;

/** Keys may be refused a little before they end by our idea of the server's time, which is known to the second. */
const earlyMs = 5000;

/** Takes keys from a source; `nowMs` is the server's time, as far as it is known. */
export function createSigningKeys(source: CredentialSource, nowMs: () => number): SigningKeys {
  const recent: Credentials[] = [];
  /** The headers with which the last try of a call was sent, by its context. */
  const sentHeaders = new WeakMap<object, SentHeaders>();

  async function take(): Promise<Credentials> {
    const credentials = await source.get();
    if (credentials !== recent[0] && !recent.some((known) => isSame(known, credentials))) {
      recent.unshift(credentials);
      recent.length = Math.min(recent.length, maxRecent);
    }
    return credentials;
  }

  /** Tells the source, and whether it has others now. */
  async function hasOthers(refused: Credentials): Promise<boolean> {
    source.refuse(refused);
    return !isSame(await source.get(), refused);
  }

  /** The SDK asks for keys twice, and signs with the second ones; the request tells which they were. */
  function keysOf(context: object): Credentials | undefined {
    const { authorization = '', 'x-amz-security-token': token } = sentHeaders.get(context) ?? {};
    return recent.find(
      ({ accessKeyId, sessionToken }) =>
        sessionToken === token && authorization.includes(`Credential=${accessKeyId}/`),
    );
  }

  return {
    // Without the mark, the SDK keeps keys that name no end for ever, and others until five minutes before it
    // (memoizeIdentityProvider of @smithy/core 3.41); when they end is the source's business.
    provider: Object.assign(take, { memoized: true }),
    async lasting(lifeMs) {
      const { expiresAtMs = Number.POSITIVE_INFINITY } = await take();
      if (expiresAtMs < nowMs() + lifeMs) await source.prolong?.();
      return take();
    },
    recent: () => recent,
    renewOn(client) {
      client.middlewareStack.add(
        (next, context) => async (args) => {
          const isHead = context.commandName?.startsWith('Head') === true;
          for (let tries = 1; ; tries += 1) {
            try {
              return await next(args);
            } catch (error) {
              const used = keysOf(context);
              const isOver = used !== undefined && isExpiry(error, used, isHead, nowMs());
              if (!isOver || tries === maxTries || !(await hasOthers(used))) throw error;
            }
          }
        },
        // Around everything, so that the request is made, signed and sent anew.
        { step: 'initialize', priority: 'high', name: 'renewKeys' },
      );
      client.middlewareStack.add(
        (next, context) => (args) => {
          sentHeaders.set(context, (args.request as { readonly headers: SentHeaders }).headers);
          return next(args);
        },
        { step: 'deserialize', priority: 'low', name: 'noteHeaders' },
      );
    },
    async renewing(isHead, send) {
      for (let tries = 1; ; tries += 1) {
        const used = await take();
        try {
          return await send(used);
        } catch (error) {
          const isOver = isExpiry(error, used, isHead, nowMs());
          if (!isOver || tries === maxTries || !(await hasOthers(used))) throw error;
        }
      }
    },
  };
}

function isSame(a: Credentials, b: Credentials): boolean {
  return a.accessKeyId === b.accessKeyId && a.sessionToken === b.sessionToken;
}

function isExpiry(
  error: unknown,
  { sessionToken, expiresAtMs }: Credentials,
  isHead: boolean,
  nowMs: number,
): boolean {
  const { s3Code, status, systemCode } = readFailure(error);
  switch (s3Code) {
    case 'ExpiredToken':
    case 'ExpiredTokenException':
    case 'TokenRefreshRequired':
      return true;
    case 'InvalidToken':
      return sessionToken !== undefined;
  }
  if (expiresAtMs === undefined || expiresAtMs > nowMs + earlyMs) return false;
  // A refusal of HEAD has no body to say why, and one of an upload may be lost when the server stops reading the body.
  const isBareRefusal = isHead && (status === 400 || status === 403);
  return isBareRefusal || systemCode === 'ECONNRESET' || systemCode === 'EPIPE';
}
