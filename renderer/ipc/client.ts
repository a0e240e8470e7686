import type { AppError } from '../../shared/domain/appError.ts';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type {
  EventName,
  EventPayload,
  RequestInput,
  RequestName,
  RequestOutput,
} from '../../shared/ipc/contract.ts';

declare global {
  interface Window {
    readonly satchel: Bridge;
  }
}

/** What a failed request throws in the page; `appError.code` finds its plain words in the catalogue. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly appError: AppError;

  constructor(appError: AppError) {
    super(appError.message);
    this.appError = appError;
  }
}

/** The AppError in whatever was thrown, for showing. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof RequestError) return thrown.appError;
  return {
    code: 'internal',
    message: thrown instanceof Error ? thrown.message : String(thrown),
    retryable: false,
  };
}

/** Sends one request to main; throws RequestError when main answers with an error. */
export async function request<N extends RequestName>(
  name: N,
  input: RequestInput<N>,
  files?: readonly File[],
): Promise<RequestOutput<N>> {
  const answer = await window.satchel.request(name, input, files);
  if (!answer.ok) throw new RequestError(answer.error);
  return answer.value as RequestOutput<N>;
}

/** Listens to one event of main; returns the function that stops listening. */
export function onEvent<N extends EventName>(
  name: N,
  listener: (payload: EventPayload<N>) => void,
): () => void {
  return window.satchel.subscribe((eventName, payload) => {
    if (eventName === name) listener(payload as EventPayload<N>);
  });
}
