import type { Identity } from '../auth/authenticate.ts';
import type { ControlState } from '../control/controlState.ts';
import type { Store } from '../store/store.ts';

/** One request, read and authenticated. */
export type Call = {
  /** The S3 operation's name, such as `PutObject`. */
  readonly kind: string;
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly identity: Identity;
  readonly store: Store;
  readonly control: ControlState;
  readonly nowMs: () => number;
  /** A header's value, one character a byte, or `undefined`. */
  readonly header: (name: string) => string | undefined;
  /** The headers that came, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** The body as it comes over the wire; says "100 Continue" when it is asked for. */
  readonly readBody: () => AsyncIterable<Buffer>;
  /** Throws AccessDenied when a control rule forbids the action on the key. */
  readonly demand: (action: string, bucket: string, key: string) => void;
};

/** An answer: XML or text, or bytes that are produced while they are sent. */
export type Reply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Content;
};

/** A body of known size. */
export type Content = {
  readonly sizeBytes: number;
  /** The bytes; a chunk's memory may be used again for the chunk after the next. */
  readonly read: () => AsyncIterable<Buffer>;
  /** Called once when the answer is over, however it ended. */
  readonly release: () => Promise<void>;
};

/** Carries out one operation. */
export type Handler = (call: Call) => Reply | Promise<Reply>;
