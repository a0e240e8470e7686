import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { SatchelError } from '../../satchelError.ts';
import type { Provider } from '../providers.ts';
import { checkBucketName } from '../rules.ts';
import type { CallOptions, ChecksumAlgorithm } from '../storage.ts';
import type { LaneName, S3Clients } from './clients.ts';
import type { DataAnswer, DataPath, DataRequest } from './dataPath.ts';
import { type ErrorContext, type ErrorMapper, isClockRefusal, readFailure } from './errors.ts';
import type { AnsweredRange } from './rangeSockets.ts';
import type { BucketRegions } from './regions.ts';
import type { S3Connection } from './s3Connection.ts';

/** What a call hands on to `client.send`. */
type SendOptions = { readonly abortSignal?: AbortSignal };

type Send<T> = (client: S3Client, options: SendOptions, region: string) => Promise<T>;

/** What is known of a server's checksums. */
export type SentChecksum = {
  algorithm(): ChecksumAlgorithm | undefined;
  /** The server was sent one, and its answer has none. */
  wasIgnored(): void;
};

/** Where the signature proves a body, a checksum that the server does not keep is not worth its computing. */
function createSentChecksum({ uploadChecksum, bodyProof }: Provider): SentChecksum {
  let algorithm = uploadChecksum;
  return {
    algorithm: () => algorithm,
    wasIgnored() {
      if (bodyProof === 'signature') algorithm = undefined;
    },
  };
}

/** The rooms' way to the server: picks the client, finds the bucket's region, and maps whatever goes wrong. */
export type S3Calls = {
  readonly provider: Provider;
  readonly connection: S3Connection;
  readonly regions: BucketRegions;
  readonly mapError: ErrorMapper;
  /** The checksum that goes with what is sent; none any more once the server has told that it keeps none. */
  readonly checksum: SentChecksum;
  /**
   * A call that is about no bucket, or makes one; repeated once when the server tells that its region is another one.
   */
  atHome<T>(lane: LaneName, options: CallOptions, context: ErrorContext, send: Send<T>): Promise<T>;
  /** A call to a bucket wherever it is; repeated once when the server tells that it is in another region. */
  inBucket<T>(
    lane: LaneName,
    bucket: string,
    options: CallOptions,
    context: Omit<ErrorContext, 'bucket'>,
    send: Send<T>,
  ): Promise<T>;
  /** A call that moves an object's bytes, or looks at its head: as `inBucket`, by our own short way, tried once. */
  data(
    lane: LaneName,
    request: DataRequest,
    options: CallOptions,
    context: Omit<ErrorContext, 'bucket'>,
  ): Promise<DataAnswer>;
  /** A request for a range, tried once; undefined where `data` has to tell what is to be done. */
  askRange(
    request: DataRequest,
    options: CallOptions,
    context: Omit<ErrorContext, 'bucket'>,
  ): Promise<AnsweredRange | undefined>;
};

/** Makes the calls of one connection. */
export function createS3Calls(
  connection: S3Connection,
  provider: Provider,
  clients: S3Clients,
  regions: BucketRegions,
  mapError: ErrorMapper,
  dataPath: DataPath,
): S3Calls {
  const sendOptions = ({ signal }: CallOptions): SendOptions =>
    signal === undefined ? {} : { abortSignal: signal };

  /** Asks for the region of a bucket, which a refusal of HeadBucket tells too. */
  async function askRegion(bucket: string, options: CallOptions): Promise<string | undefined> {
    try {
      const client = clients.client('metadata', connection.region);
      const head = await client.send(new HeadBucketCommand({ Bucket: bucket }), sendOptions(options));
      return head.BucketRegion;
    } catch (error) {
      return readFailure(error).region;
    }
  }

  async function sendTo<T>(lane: LaneName, region: string, options: CallOptions, send: Send<T>): Promise<T> {
    const client = clients.client(lane, region);
    try {
      return await send(client, sendOptions(options), region);
    } catch (error) {
      // The answer told the server's time, with which the second try is signed. The SDK by itself repeats neither data
      // calls nor calls after this computer's clock was put right.
      if (!isClockRefusal(error)) throw error;
      return await send(client, sendOptions(options), region);
    }
  }

  const calls: S3Calls = {
    provider,
    connection,
    regions,
    mapError,
    checksum: createSentChecksum(provider),
    async atHome(lane, options, context, send) {
      try {
        throwIfAborted(options);
        try {
          return await sendTo(lane, connection.region, options, send);
        } catch (error) {
          // A server of one's own has one region, whatever the account says, and tells it. Nothing was done yet.
          const { s3Code, region } = readFailure(error);
          const isElsewhere = s3Code === 'AuthorizationHeaderMalformed' && region !== connection.region;
          if (!isElsewhere || region === undefined) throw error;
          return await sendTo(lane, region, options, send);
        }
      } catch (error) {
        throw mapError(error, { ...context, signal: options.signal });
      }
    },
    async inBucket(lane, bucket, options, context, send) {
      const attempt = async (region: string) => {
        const value = await sendTo(lane, region, options, send);
        regions.learn(bucket, region);
        return value;
      };
      try {
        throwIfAborted(options);
        checkBucketName(bucket);
        const region = regions.find(bucket) ?? connection.region;
        try {
          return await attempt(region);
        } catch (error) {
          const failure = readFailure(error);
          if (!mayBeElsewhere(failure.status)) throw error;
          const told = failure.region ?? (await askRegion(bucket, options));
          if (told === undefined || told === region) throw error;
          return await attempt(told);
        }
      } catch (error) {
        throw mapError(error, { ...context, bucket, signal: options.signal });
      }
    },
    data: (lane, request, options, context) =>
      calls.inBucket(lane, request.bucket, options, context, (client, { abortSignal }, region) =>
        dataPath.send({ lane, client, region }, request, abortSignal),
      ),
    async askRange(request, options, context) {
      const { bucket } = request;
      const { signal } = options;
      try {
        throwIfAborted(options);
        // Where a bucket is was found out by other calls; a part of an object is not the first.
        const region = regions.find(bucket);
        if (region === undefined) return undefined;
        const way = { lane: 'download', client: clients.client('download', region), region } as const;
        return await dataPath.askRange(way, request, signal);
      } catch (error) {
        throw mapError(error, { ...context, bucket, signal });
      }
    },
  };
  return calls;
}

/** Throws `server.badAnswer` when a field that every S3 server sends is missing: something else answered. */
export function expectField<T>(value: T | undefined, field: string): T {
  if (value === undefined) {
    throw new SatchelError('server.badAnswer', `The answer has no ${field}: no S3 server sent it.`);
  }
  return value;
}

/** The token of the next page; throws `server.badAnswer` for that of the page before, which would never come to an end. */
export function expectNewToken(token: string | undefined, before: string | undefined, field: string): string {
  const next = expectField(token, field);
  if (next === before) throw new SatchelError('server.badAnswer', `The answer repeats its ${field}.`);
  return next;
}

/** The statuses with which servers tell that a request was signed for, or sent to, another region. */
function mayBeElsewhere(status: number | undefined): boolean {
  return status === 301 || status === 307 || status === 400;
}

function throwIfAborted({ signal }: CallOptions): void {
  if (signal?.aborted) throw new SatchelError('cancelled', 'The call was given up.');
}
