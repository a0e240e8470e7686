import { Readable } from 'node:stream';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { Credentials } from '../../accounts/credentials/credentialSource.ts';
import type { NetworkHandler } from '../../network/network.ts';
import { endpointForRegion, type Provider } from '../providers.ts';
import { checkAnswers, limitAnswer } from './answers.ts';
import type { ServerClock } from './clock.ts';
import type { RequestPatience } from './directRequest.ts';
import { type ErrorMapper, isSilence } from './errors.ts';
import type { S3Connection } from './s3Connection.ts';
import type { SigningKeys } from './signingKeys.ts';

/**
 * How a kind of call waits and repeats. `answerFactor` times the connection's silence until the answer's head
 * arrives (0: no limit, for bodies that take long to send); `socketFactor` the same for a socket on which nothing moves;
 * `readFactor` the same from the answer's head to its end, of a download's only when it is an error.
 */
type Lane = {
  readonly maxAttempts: number;
  readonly answerFactor: number;
  readonly socketFactor: number;
  readonly readFactor: number;
  readonly maxSockets: number;
};

// Waiting for a free socket counts as connecting, so there have to be more sockets than calls at a time:
// 16 transfers of 8 parts each.
const lanes = {
  metadata: { maxAttempts: 3, answerFactor: 1, socketFactor: 1, readFactor: 4, maxSockets: 64 },
  /** As metadata, over the same sockets, but once: nobody would know of what a repeated call has begun. */
  beginning: { maxAttempts: 1, answerFactor: 1, socketFactor: 1, readFactor: 4, maxSockets: 64 },
  /** The server copies or joins gigabytes before it answers. */
  assembly: { maxAttempts: 3, answerFactor: 10, socketFactor: 10, readFactor: 40, maxSockets: 64 },
  upload: { maxAttempts: 1, answerFactor: 0, socketFactor: 1, readFactor: 4, maxSockets: 256 },
  /** The body has a guard of its own (body.ts), which a reader that pauses does not trip. */
  download: { maxAttempts: 1, answerFactor: 1, socketFactor: 0, readFactor: 1, maxSockets: 256 },
} as const satisfies Record<string, Lane>;

const connectTimeoutMs = 5000;

export type LaneName = keyof typeof lanes;

/** One SDK client for each lane and region of a connection, made when it is first asked for. */
export type S3Clients = {
  client(lane: LaneName, region: string): S3Client;
  /** A client for signatures with these keys, which sends nothing. */
  signing(region: string, credentials: Credentials): S3Client;
  /** The lane's way to the network, by itself. */
  handler(lane: LaneName): NetworkHandler;
  /** How long the lane's requests wait, and its limit for an answer that is no data, in milliseconds. */
  patience(lane: LaneName): RequestPatience & { readonly readMs: number };
  close(): void;
};

/** Makes the clients of a connection; nothing of the user's environment or AWS files gets into them. */
export function createS3Clients(
  connection: S3Connection,
  provider: Provider,
  keys: SigningKeys,
  clock: ServerClock,
  mapError: ErrorMapper,
): S3Clients {
  const clients = new Map<string, S3Client>();
  const handlers = new Map<LaneName, NetworkHandler>();

  function handlerOf(lane: LaneName): NetworkHandler {
    const id = lane === 'beginning' ? 'metadata' : lane;
    const handler = handlers.get(id) ?? createHandler(lanes[id], connection, mapError);
    handlers.set(id, handler);
    return handler;
  }

  function create(lane: LaneName, region: string): S3Client {
    const client = new S3Client({
      ...closedConfig,
      ...addressConfig(connection, provider, region),
      credentials: keys.provider,
      maxAttempts: lanes[lane].maxAttempts,
      requestHandler: handlerOf(lane),
    });
    clock.share(client);
    keys.renewOn(client);
    checkAnswers(client);
    return client;
  }

  return {
    client(lane, region) {
      const id = `${lane} ${region}`;
      const client = clients.get(id) ?? create(lane, region);
      clients.set(id, client);
      return client;
    },
    signing: (region, credentials) =>
      new S3Client({
        ...closedConfig,
        ...addressConfig(connection, provider, region),
        credentials,
        requestHandler: handlerOf('metadata'),
      }),
    handler: handlerOf,
    patience(lane) {
      const { answerFactor, socketFactor, readFactor } = lanes[lane];
      const { silenceTimeoutMs } = connection;
      return {
        connectMs: connectTimeoutMs,
        answerMs: answerFactor * silenceTimeoutMs,
        socketMs: socketFactor * silenceTimeoutMs,
        readMs: readFactor * silenceTimeoutMs,
      };
    },
    close() {
      for (const client of clients.values()) client.destroy();
      for (const handler of handlers.values()) handler.destroy();
      clients.clear();
      handlers.clear();
    },
  };
}

function createHandler(lane: Lane, connection: S3Connection, mapError: ErrorMapper): NetworkHandler {
  const { silenceTimeoutMs, caBundlePath } = connection;
  const handler = connection.network.createHandler({
    connectionTimeout: connectTimeoutMs,
    requestTimeout: lane.answerFactor * silenceTimeoutMs,
    throwOnRequestTimeout: true,
    socketTimeout: lane.socketFactor * silenceTimeoutMs,
    maxSockets: lane.maxSockets,
    ...(caBundlePath !== undefined && { caBundlePath }),
  });
  // The SDK repeats what it knows as a timeout. Whoever has waited for a silent server once is told at once.
  const told = <E>(error: E) => (isSilence(error) ? mapError(error) : error);
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    try {
      const answer = await handle(request, options);
      const { body, statusCode, headers } = answer.response;
      const isData = lane === lanes.download && statusCode < 300;
      if (!isData && headers['content-length'] !== '0' && body instanceof Readable) {
        answer.response.body = limitAnswer(body, lane.readFactor * silenceTimeoutMs, told);
      }
      return answer;
    } catch (error) {
      throw told(error);
    }
  };
  return handler;
}

/** Where a region's requests go; FIPS and dual-stack are ways to choose AWS's own address. */
function addressConfig(connection: S3Connection, provider: Provider, region: string): S3ClientConfig {
  const endpoint = endpointForRegion(provider, connection, region);
  const forcePathStyle = (connection.addressing ?? provider.addressing) === 'path';
  if (endpoint !== undefined) return { region, endpoint, forcePathStyle };
  return {
    region,
    forcePathStyle,
    useFipsEndpoint: connection.useFipsEndpoint ?? false,
    useDualstackEndpoint: connection.useDualstackEndpoint ?? false,
  };
}

/** Every setting that the SDK would otherwise look up in AWS_* variables or in ~/.aws (runtimeConfig.js of 3.1169.0). */
const closedConfig: S3ClientConfig = {
  ignoreConfiguredEndpointUrls: true,
  defaultsMode: 'standard',
  retryMode: 'standard',
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  authSchemePreference: ['sigv4'],
  sigv4aSigningRegionSet: async () => undefined,
  disableClockSkewCorrection: async () => false,
  disableS3ExpressSessionAuth: async () => true,
  disableMultiregionAccessPoints: true,
  useArnRegion: false,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: async () => undefined,
  defaultUserAgentProvider: async () => [['satchel']],
  // A request that first asks for leave gets a socket of its own each time, which costs more than a refused body.
  expectContinueHeader: false,
};
