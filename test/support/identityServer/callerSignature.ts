import {
  canonicalRequest,
  parseTimestamp,
  requestStringToSign,
  sameText,
  sha256Hex,
  sign,
  signingKey,
} from '../s3server/auth/sigv4.ts';
import { parseTarget } from '../s3server/http/target.ts';
import type { Caller, Ledger } from './ledger.ts';
import { type IdentityRequest, ServiceError } from './model.ts';

const maximumSkewMs = 15 * 60_000;

/** Finds out who signed a request to STS (SigV4 in the Authorization header); throws STS's own error when nobody did. */
export function authenticateCaller(request: IdentityRequest, ledger: Ledger): Caller {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    throw new ServiceError(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
  }
  const claim =
    /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/([^/,]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  const timestamp = request.headers['x-amz-date'] ?? '';
  const timeMs = parseTimestamp(timestamp);
  if (claim === null || timeMs === undefined) {
    throw new ServiceError(
      400,
      'IncompleteSignature',
      'The request signature does not conform to AWS standards.',
    );
  }
  const [, accessKeyId = '', day = '', region = '', service = '', names = '', signature = ''] = claim;
  const caller = ledger.caller(accessKeyId);
  const token = request.headers['x-amz-security-token'];
  if (caller === undefined || !sameText(token ?? '', caller.sessionToken ?? '')) {
    throw new ServiceError(
      403,
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    );
  }
  if ((caller.expiresAtMs ?? Number.POSITIVE_INFINITY) <= ledger.nowMs()) {
    throw new ServiceError(403, 'ExpiredToken', 'The security token included in the request is expired');
  }
  if (service !== 'sts') {
    throw mismatch(`Credential should be scoped to correct service: 'sts'.`);
  }
  if (Math.abs(timeMs - ledger.nowMs()) > maximumSkewMs) {
    throw mismatch(
      `Signature expired: ${timestamp} is now earlier than the server's time by more than 15 min.`,
    );
  }
  const target = parseTarget(request.target, undefined);
  const scope = { day, region, service };
  const canonical = canonicalRequest({
    method: request.method,
    canonicalPath: target.canonicalPath,
    query: target.query,
    headers: names.split(';').map((name) => [name, request.headers[name] ?? ''] as const),
    payloadHash: sha256Hex(request.body),
  });
  const expected = sign(
    signingKey(caller.secretAccessKey, scope),
    requestStringToSign(timestamp, scope, canonical),
  );
  if (!sameText(expected, signature) || !names.split(';').includes('host')) {
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  return caller;
}

function mismatch(message: string): ServiceError {
  return new ServiceError(403, 'SignatureDoesNotMatch', message);
}
