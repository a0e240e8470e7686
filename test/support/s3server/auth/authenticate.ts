import type { IncomingMessage } from 'node:http';
import { type S3Error, s3Error } from '../errors.ts';
import type { Target } from '../http/target.ts';
import {
  canonicalRequest,
  parseTimestamp,
  requestStringToSign,
  type Scope,
  sameText,
  scopeText,
  sign,
  signingKey,
} from './sigv4.ts';

/** How the body is vouched for. */
export type Payload =
  | { readonly kind: 'sha256'; readonly hex: string }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'chunked'; readonly signed: boolean; readonly trailer: boolean };

/** Who sent a request, and what the check of a signed stream needs. */
export type Identity =
  | { readonly kind: 'anonymous'; readonly payload: Payload }
  | {
      readonly kind: 'owner';
      readonly payload: Payload;
      readonly region: string;
      readonly scope: string;
      readonly timestamp: string;
      readonly signingKey: Buffer;
      readonly signature: string;
    };

/** What a check is made against. */
export type Keeper = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly nowMs: () => number;
  /** Notes the token and says whether it has expired. */
  readonly isTokenExpired: (token: string) => boolean;
};

const maximumSkewMs = 15 * 60_000;
const maximumExpirySeconds = 604_800;

type Claim = {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly timestamp: string;
  readonly timeMs: number;
  readonly expiresSeconds: number | undefined;
};

/** Checks a request's signature (SigV4, header or presigned); throws S3's own error for each way in which it is wrong. */
export function authenticate(req: IncomingMessage, target: Target, keeper: Keeper): Identity {
  const query = new Map(target.query);
  const authorization = req.headers.authorization;
  const presigned = query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature');
  if (authorization !== undefined && presigned) {
    throw s3Error('InvalidArgument', {
      message:
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    });
  }
  const payload = readPayload(req, query, presigned);
  if (authorization === undefined && !presigned) return { kind: 'anonymous', payload };
  const claim = presigned ? fromQuery(query) : fromHeader(authorization ?? '', req);
  const token = presigned ? query.get('X-Amz-Security-Token') : single(req, 'x-amz-security-token');
  if (token !== undefined && keeper.isTokenExpired(token)) throw s3Error('ExpiredToken');
  if (!sameText(claim.accessKeyId, keeper.accessKeyId)) {
    throw s3Error('InvalidAccessKeyId', { detail: { AWSAccessKeyId: claim.accessKeyId } });
  }
  checkTime(claim, keeper.nowMs());
  const headers = signedHeaders(req, claim.signedHeaders);
  const canonical = canonicalRequest({
    method: req.method ?? 'GET',
    canonicalPath: target.canonicalPath,
    query: target.query.filter(([name]) => name !== 'X-Amz-Signature'),
    headers,
    payloadHash: payloadHash(req, query, presigned),
  });
  const stringToSign = requestStringToSign(claim.timestamp, claim.scope, canonical);
  const key = signingKey(keeper.secretAccessKey, claim.scope);
  if (!sameText(sign(key, stringToSign), claim.signature)) {
    throw s3Error('SignatureDoesNotMatch', {
      detail: {
        AWSAccessKeyId: claim.accessKeyId,
        StringToSign: stringToSign,
        SignatureProvided: claim.signature,
        CanonicalRequest: canonical,
      },
    });
  }
  return {
    kind: 'owner',
    payload,
    region: claim.scope.region,
    scope: scopeText(claim.scope),
    timestamp: claim.timestamp,
    signingKey: key,
    signature: claim.signature,
  };
}

function fromHeader(authorization: string, req: IncomingMessage): Claim {
  if (!authorization.startsWith('AWS4-HMAC-SHA256')) {
    throw authorization.startsWith('AWS ')
      ? s3Error('InvalidRequest', {
          message:
            'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
        })
      : s3Error('InvalidArgument', { message: 'Unsupported Authorization Type' });
  }
  const fields = new Map(
    authorization
      .slice('AWS4-HMAC-SHA256'.length)
      .split(',')
      .map((field) => {
        const equals = field.indexOf('=');
        return [field.slice(0, equals).trim(), field.slice(equals + 1).trim()] as const;
      }),
  );
  const malformed = (message: string): S3Error =>
    s3Error('AuthorizationHeaderMalformed', {
      message: `The authorization header is malformed; ${message}.`,
    });
  const credential = fields.get('Credential');
  const signature = fields.get('Signature');
  const names = fields.get('SignedHeaders');
  if (credential === undefined || signature === undefined || names === undefined) {
    throw malformed('it must hold Credential, SignedHeaders and Signature');
  }
  const timestamp = requestTime(req);
  if (timestamp === undefined) {
    throw s3Error('AccessDenied', {
      message: 'AWS authentication requires a valid Date or x-amz-date header',
    });
  }
  if (req.headers['x-amz-content-sha256'] === undefined) {
    throw s3Error('InvalidRequest', {
      message: 'Missing required header for this request: x-amz-content-sha256',
    });
  }
  return {
    ...readCredential(credential, timestamp.text, malformed),
    signedHeaders: names.toLowerCase().split(';'),
    signature,
    timestamp: timestamp.text,
    timeMs: timestamp.ms,
    expiresSeconds: undefined,
  };
}

function fromQuery(query: ReadonlyMap<string, string>): Claim {
  const malformed = (message: string): S3Error => s3Error('AuthorizationQueryParametersError', { message });
  const value = (name: string): string => {
    const found = query.get(name);
    if (found === undefined || found === '') {
      throw malformed(
        'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
      );
    }
    return found;
  };
  if (value('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') {
    throw malformed('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  const timestamp = value('X-Amz-Date');
  const timeMs = parseTimestamp(timestamp);
  if (timeMs === undefined)
    throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  const expires = value('X-Amz-Expires');
  if (!/^\d{1,9}$/.test(expires)) throw malformed('X-Amz-Expires should be a number');
  if (Number(expires) > maximumExpirySeconds) {
    throw malformed(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  return {
    ...readCredential(value('X-Amz-Credential'), timestamp, malformed),
    signedHeaders: value('X-Amz-SignedHeaders').toLowerCase().split(';'),
    signature: value('X-Amz-Signature'),
    timestamp,
    timeMs,
    expiresSeconds: Number(expires),
  };
}

function readCredential(
  credential: string,
  timestamp: string,
  malformed: (message: string) => S3Error,
): { accessKeyId: string; scope: Scope } {
  const fields = credential.split('/');
  const [terminal, service, region, day] = fields.slice(-4).reverse();
  const accessKeyId = fields.slice(0, -4).join('/');
  if (accessKeyId === '' || !day || !region || !service || terminal !== 'aws4_request') {
    throw malformed(
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request"',
    );
  }
  if (service !== 's3') throw malformed(`incorrect service "${service}". This endpoint belongs to "s3"`);
  if (!timestamp.startsWith(day)) {
    throw malformed(
      `Invalid credential date "${day}". This date is not the same as X-Amz-Date: "${timestamp.slice(0, 8)}"`,
    );
  }
  return { accessKeyId, scope: { day, region, service } };
}

function checkTime(claim: Claim, nowMs: number): void {
  if (claim.expiresSeconds !== undefined) {
    if (claim.timeMs > nowMs + maximumSkewMs) {
      throw s3Error('AccessDenied', {
        message: 'Request is not valid yet',
        detail: { ServerTime: isoSeconds(nowMs) },
      });
    }
    const endMs = claim.timeMs + claim.expiresSeconds * 1000;
    if (endMs <= nowMs) {
      throw s3Error('AccessDenied', {
        message: 'Request has expired',
        detail: {
          'X-Amz-Expires': String(claim.expiresSeconds),
          Expires: isoSeconds(endMs),
          ServerTime: isoSeconds(nowMs),
        },
      });
    }
    return;
  }
  if (Math.abs(claim.timeMs - nowMs) > maximumSkewMs) {
    throw s3Error('RequestTimeTooSkewed', {
      detail: {
        RequestTime: claim.timestamp,
        ServerTime: isoSeconds(nowMs),
        MaxAllowedSkewMilliseconds: String(maximumSkewMs),
      },
    });
  }
}

/** The signed headers with their values; `host` and every `x-amz-*` header that came must be among them. */
function signedHeaders(req: IncomingMessage, names: readonly string[]): (readonly [string, string])[] {
  const unsigned = Object.keys(req.headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !names.includes(name),
  );
  if (unsigned.length > 0) {
    throw s3Error('AccessDenied', {
      message: 'There were headers present in the request which were not signed',
      detail: { HeadersNotSigned: unsigned.join(', ') },
    });
  }
  return names.map(
    (name) => [name, (req.headersDistinct[name] ?? []).map((value) => value.trim()).join(',')] as const,
  );
}

function readPayload(req: IncomingMessage, query: ReadonlyMap<string, string>, presigned: boolean): Payload {
  const text = payloadHash(req, query, presigned);
  switch (text) {
    case 'UNSIGNED-PAYLOAD':
      return { kind: 'unsigned' };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
      return { kind: 'chunked', signed: true, trailer: false };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return { kind: 'chunked', signed: true, trailer: true };
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return { kind: 'chunked', signed: false, trailer: true };
    default:
      if (/^[0-9a-f]{64}$/i.test(text)) return { kind: 'sha256', hex: text.toLowerCase() };
      throw s3Error('InvalidArgument', {
        message:
          'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
        detail: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: text },
      });
  }
}

function payloadHash(req: IncomingMessage, query: ReadonlyMap<string, string>, presigned: boolean): string {
  const header = single(req, 'x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  return presigned ? (query.get('X-Amz-Content-Sha256') ?? header) : header;
}

function requestTime(req: IncomingMessage): { text: string; ms: number } | undefined {
  const text = single(req, 'x-amz-date');
  if (text !== undefined) {
    const ms = parseTimestamp(text);
    return ms === undefined ? undefined : { text, ms };
  }
  const ms = Date.parse(req.headers.date ?? '');
  if (Number.isNaN(ms)) return undefined;
  return { text: new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, ''), ms };
}

function single(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}/, '');
}
