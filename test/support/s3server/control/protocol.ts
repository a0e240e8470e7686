/** A failure to answer with instead of doing what was asked. */
export type Failure = {
  readonly status: number;
  readonly code: string;
  readonly message?: string | undefined;
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
  /** What the answer's Retry-After header says. */
  readonly retryAfter?: string | undefined;
};

/** A lasting refusal of actions (S3 operation names, or IAM's such as `ListBucket`), for keys under a prefix. */
export type DenyRule = {
  readonly actions: readonly string[];
  readonly bucket?: string | undefined;
  readonly keyPrefix?: string | undefined;
};

/** Something that goes wrong the next `times` times for requests of a kind (`*` is any). */
export type Fault = { readonly kind: string; readonly times: number } & (
  | { readonly effect: 'fail'; readonly failure: Failure }
  | { readonly effect: 'delay'; readonly delayMs: number }
  | { readonly effect: 'hang' }
  | { readonly effect: 'cut'; readonly afterBytes: number }
  | { readonly effect: 'corrupt' }
);

/** Keys that are accepted besides the owner's, until they end or are removed. */
export type Session = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Must come with each request; missing for keys that need none. */
  readonly sessionToken?: string | undefined;
  /** From then on the answer is ExpiredToken. */
  readonly expiresAtMs?: number | undefined;
} & SessionLimits;

/** What a session may see; everything when nothing is said. */
export type SessionLimits = {
  /** The only buckets that it sees and may use. */
  readonly buckets?: readonly string[] | undefined;
  readonly canListBuckets?: boolean | undefined;
};

/** What the server has counted since it started or was reset. */
export type Counters = {
  readonly requests: Readonly<Record<string, number>>;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly openRequests: number;
  readonly openSockets: number;
  readonly maximumOpenRequests: number;
};

/** A request that was answered, or that nobody can answer any more. */
export type LoggedRequest = {
  /** The S3 operation's name, such as `PutObject`. */
  readonly kind: string;
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly partNumber?: number | undefined;
  readonly uploadId?: string | undefined;
  readonly range?: string | undefined;
  /** What was answered, whether the client took it or was gone by then; 0 when nothing was. */
  readonly status: number;
};

/** One order to the control port. */
export type Order =
  | { readonly order: 'fault'; readonly fault: Fault }
  | { readonly order: 'throttle'; readonly bytesPerSecond: number | null }
  | { readonly order: 'deny'; readonly rule: DenyRule }
  | { readonly order: 'clockOffset'; readonly offsetMs: number }
  | { readonly order: 'expireTokens'; readonly tokens?: readonly string[] | undefined }
  | { readonly order: 'addSession'; readonly session: Session }
  | { readonly order: 'removeSession'; readonly accessKeyId: string }
  | { readonly order: 'counters' }
  | { readonly order: 'log' }
  | { readonly order: 'reset' };
