/** Temporary keys that the server gave out. */
export type IssuedCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAtMs: number;
  /** Of the assumed role's session. */
  readonly arn: string;
};

/** Somebody with keys that stay. */
export type IdentityUser = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly userName: string;
  /** 12 digits; 111122223333 unless given. */
  readonly accountId?: string;
};

/** A role that may be assumed. */
export type IdentityRole = {
  readonly arn: string;
  /** The device that a code must come from, and the code that is right. */
  readonly mfaSerial?: string;
  readonly mfaCode?: string;
  readonly externalId?: string;
  /** The role's "maximum session duration"; 12 hours unless given. */
  readonly maxDurationSeconds?: number;
  /** ARNs of the users, roles or role sessions that may assume it; anyone known unless given. */
  readonly trusted?: readonly string[];
  /** The only web identity token that it trusts; any unless given. */
  readonly webIdentityToken?: string;
};

/** A role in an account that Identity Center hands out. */
export type Assignment = { readonly accountId: string; readonly roleName: string };

/** Which of the three services. */
export type ServiceName = 'sts' | 'oidc' | 'sso';

/** One request that came, in words for asserts: no body, no secret. */
export type LoggedRequest = {
  readonly service: ServiceName;
  /** The API's name, such as `AssumeRole`. */
  readonly operation: string;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly at: number;
};

/** A failure in the service's own form. */
export type Failure = { readonly status: number; readonly code: string };

/** One request, read whole. */
export type IdentityRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The target as it came, for the signature. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** An answer. */
export type IdentityReply = {
  readonly status: number;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What a service throws to answer with an error. */
export class ServiceError extends Error {
  readonly status: number;
  /** Such as `AccessDenied` or `SlowDownException`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ServiceError';
    this.status = status;
    this.code = code;
  }
}
