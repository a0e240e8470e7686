import type { IdentityCenter, Registration } from './identityCenter.ts';
import { jsonReply } from './jsonReply.ts';
import { type IdentityReply, type IdentityRequest, ServiceError } from './model.ts';

const operations: Readonly<Record<string, string>> = {
  '/client/register': 'RegisterClient',
  '/device_authorization': 'StartDeviceAuthorization',
  '/token': 'CreateToken',
};

/** OIDC's own word for each error (IAM Identity Center OIDC API Reference, "Errors"). */
const words: Readonly<Record<string, string>> = {
  AccessDeniedException: 'access_denied',
  AuthorizationPendingException: 'authorization_pending',
  ExpiredTokenException: 'expired_token',
  InternalServerException: 'server_error',
  InvalidClientException: 'invalid_client',
  InvalidClientMetadataException: 'invalid_client_metadata',
  InvalidGrantException: 'invalid_grant',
  InvalidRequestException: 'invalid_request',
  SlowDownException: 'slow_down',
  UnsupportedGrantTypeException: 'unsupported_grant_type',
};

/** The operation of SSO-OIDC that a request means, if it means one. */
export function oidcOperation(request: IdentityRequest): string | undefined {
  return request.method === 'POST' ? operations[request.path] : undefined;
}

/** Answers a request to SSO-OIDC; `url` is the server's own address. */
export function answerOidc(
  operation: string,
  request: IdentityRequest,
  center: IdentityCenter,
  url: string,
): IdentityReply {
  const given = fields(request.body);
  switch (operation) {
    case 'RegisterClient':
      return registerClient(given, center);
    case 'StartDeviceAuthorization':
      return startDeviceAuthorization(given, center, url);
    default:
      return createToken(given, center);
  }
}

/** An error in OIDC's form. */
export function oidcErrorReply(error: ServiceError): IdentityReply {
  const body = { error: words[error.code] ?? 'invalid_request', error_description: error.message };
  return jsonReply(body, error.status, error.code);
}

function registerClient(given: Fields, center: IdentityCenter): IdentityReply {
  if (text(given, 'clientType') !== 'public') {
    throw new ServiceError(400, 'InvalidClientMetadataException', 'Only public clients are supported');
  }
  text(given, 'clientName');
  const scopes = Array.isArray(given.scopes) ? given.scopes.map(String) : [];
  const { clientId, clientSecret, expiresAtMs } = center.register(scopes);
  return jsonReply({
    clientId,
    clientSecret,
    clientIdIssuedAt: Math.floor((expiresAtMs - 90 * 86_400_000) / 1000),
    clientSecretExpiresAt: Math.floor(expiresAtMs / 1000),
  });
}

function startDeviceAuthorization(given: Fields, center: IdentityCenter, url: string): IdentityReply {
  const client = requireClient(given, center);
  if (text(given, 'startUrl').replace(/[/#]+$/, '') !== center.startUrl) {
    throw new ServiceError(400, 'InvalidRequestException', 'Invalid start url provided');
  }
  const { deviceCode, userCode } = center.authorize(client.clientId);
  return jsonReply({
    deviceCode,
    userCode,
    verificationUri: `${url}/device`,
    verificationUriComplete: `${url}/device?user_code=${userCode}`,
    expiresIn: 600,
    interval: center.intervalSeconds,
  });
}

function createToken(given: Fields, center: IdentityCenter): IdentityReply {
  const client = requireClient(given, center);
  const grant = text(given, 'grantType');
  switch (grant) {
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return jsonReply(poll(text(given, 'deviceCode'), client, center));
    case 'refresh_token':
      if (!center.redeem(text(given, 'refreshToken'), client.clientId)) {
        throw new ServiceError(400, 'InvalidGrantException', 'Invalid refresh token provided');
      }
      return jsonReply(center.issueTokens(client));
    default:
      throw new ServiceError(400, 'UnsupportedGrantTypeException', `Unsupported grant type ${grant}`);
  }
}

function poll(deviceCode: string, client: Registration, center: IdentityCenter): object {
  const device = center.device(deviceCode);
  if (device === undefined || device.clientId !== client.clientId || device.status === 'used') {
    throw new ServiceError(400, 'InvalidGrantException', 'Invalid device code provided');
  }
  if (center.isOver(device)) throw new ServiceError(400, 'ExpiredTokenException', 'Expired device code');
  if (device.status === 'denied') {
    throw new ServiceError(400, 'AccessDeniedException', 'The request was denied');
  }
  if (center.slowDowns > 0) {
    center.slowDowns--;
    throw new ServiceError(400, 'SlowDownException', 'Polling too fast');
  }
  if (device.status === 'pending') {
    throw new ServiceError(400, 'AuthorizationPendingException', 'The authorization is pending');
  }
  device.status = 'used';
  return center.issueTokens(client);
}

function requireClient(given: Fields, center: IdentityCenter): Registration {
  const client = center.client(text(given, 'clientId'), text(given, 'clientSecret'));
  if (client === undefined) throw new ServiceError(401, 'InvalidClientException', 'Invalid client provided');
  return client;
}

type Fields = Readonly<Record<string, unknown>>;

function fields(body: string): Fields {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) return { ...parsed };
  } catch (error) {
    throw new ServiceError(400, 'InvalidRequestException', `The body is no JSON: ${String(error)}`);
  }
  throw new ServiceError(400, 'InvalidRequestException', 'The body is no JSON object');
}

function text(given: Fields, name: string): string {
  const value = given[name];
  if (typeof value !== 'string' || value === '') {
    throw new ServiceError(400, 'InvalidRequestException', `Missing ${name}`);
  }
  return value;
}
