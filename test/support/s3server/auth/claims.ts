import type { IncomingMessage } from 'node:http';
import { type S3Error, s3Error } from '../errors.ts';
import { parseTimestamp, type Scope } from './sigv4.ts';

const maximumExpirySeconds = 604_800;

/** What a signed request says of itself; nothing of it is checked yet but its form. */
export type Claim = {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly timestamp: string;
  readonly timeMs: number;
  readonly expiresSeconds: number | undefined;
};

/** Reads the Authorization header; throws AuthorizationHeaderMalformed and its like. */
export function claimFromHeader(authorization: string, req: IncomingMessage): Claim {
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

/** Reads a presigned query; throws AuthorizationQueryParametersError. */
export function claimFromQuery(query: ReadonlyMap<string, string>): Claim {
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

function requestTime(req: IncomingMessage): { text: string; ms: number } | undefined {
  const text = singleHeader(req, 'x-amz-date');
  if (text !== undefined) {
    const ms = parseTimestamp(text);
    return ms === undefined ? undefined : { text, ms };
  }
  const ms = Date.parse(req.headers.date ?? '');
  if (Number.isNaN(ms)) return undefined;
  return { text: new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, ''), ms };
}

/** A header that may come once. */
export function singleHeader(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}
