import type { ParsedInput, RequestName, RequestOutput } from '../../../shared/ipc/contract.ts';

/** What a request carries besides its input. */
export type RequestContext = {
  /** Paths of dropped files, put in by the preload; empty for every request but `upload.grantDropped`. */
  readonly droppedPaths: readonly string[];
};

/** Answers one request of the contract; its input is parsed already, and what it throws becomes an AppError. */
export type Handler<N extends RequestName> = (
  input: ParsedInput<N>,
  context: RequestContext,
) => RequestOutput<N> | Promise<RequestOutput<N>>;

/** One handler for every request of the contract; the compiler refuses a missing one. */
export type Handlers = { readonly [N in RequestName]: Handler<N> };
