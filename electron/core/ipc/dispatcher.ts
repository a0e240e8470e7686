import { z } from 'zod';
import { appErrorSchema } from '../../../shared/domain/appError.ts';
import type { Answer, requests as contractRequests, RequestName } from '../../../shared/ipc/contract.ts';
import type { Log } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';
import type { Handlers, RequestContext } from './handlers.ts';
import { NotPlainDataError, toPlainData } from './plainData.ts';

/** Longest local path of any system we run on, in UTF-16 units. Source: Windows' extended-length limit of 32,767. */
const maxPathLength = 32_767;

const envelopeSchema = z.strictObject({
  name: z.string().max(200),
  input: z.unknown(),
  droppedPaths: z.array(z.string().min(1).max(maxPathLength)).max(100_000),
});

type AnyHandler = (input: unknown, context: RequestContext) => unknown;

/** What the gate stands on; `Sender` is whatever the host knows of who asks. */
export type DispatcherOptions<Sender> = {
  readonly requests: typeof contractRequests;
  readonly handlers: Handlers;
  /** True for our own window's main frame at our own origin. */
  readonly isTrusted: (sender: Sender) => boolean;
  readonly log: Log;
};

/** Takes what arrived on the request channel and answers it; never throws and never rejects. */
export type Dispatch<Sender> = (envelope: unknown, sender: Sender) => Promise<Answer>;

/** Makes the gate that every request of the page goes through: sender, name, input, handler, output, in this order. */
export function createDispatcher<Sender>(options: DispatcherOptions<Sender>): Dispatch<Sender> {
  const { requests, handlers, isTrusted, log } = options;

  async function answer(envelope: unknown, sender: Sender): Promise<unknown> {
    if (!isTrusted(sender)) throw new SatchelError('request.forbidden', 'This page may not make requests.');
    const { name, input, droppedPaths } = parse(envelopeSchema, plain(envelope), 'request');
    if (!isRequestName(requests, name)) {
      throw new SatchelError('request.unknown', 'There is no request of this name.');
    }
    if (droppedPaths.length > 0 && name !== 'upload.grantDropped') {
      throw new SatchelError('request.invalid', `${name}: droppedPaths are not allowed here.`);
    }
    const parsedInput = parse(requests[name].input, input, name);
    const value = await (handlers[name] as AnyHandler)(parsedInput, { droppedPaths });
    const output = requests[name].output.safeParse(value);
    // The schemas are strict, so a field that nobody declared (a secret, say) ends here and not in the page.
    if (!output.success)
      throw new Error(`${name}: the output does not fit the contract: ${describe(output.error)}`);
    return output.data;
  }

  return async (envelope, sender) => {
    try {
      return { ok: true, value: await answer(envelope, sender) };
    } catch (thrown) {
      return { ok: false, error: toAppError(thrown, log) };
    }
  };
}

function isRequestName(requests: typeof contractRequests, name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}

function parse<T extends z.ZodType>(schema: T, value: unknown, where: string): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new SatchelError('request.invalid', `${where}: ${describe(result.error)}`);
}

function plain(envelope: unknown): unknown {
  try {
    return toPlainData(envelope);
  } catch (error) {
    const why = error instanceof NotPlainDataError ? error.message : 'cannot be read';
    throw new SatchelError('request.invalid', `request: the input ${why}.`);
  }
}

/** Which fields are wrong and how; names fields of the schema only and repeats no value. */
function describe(error: z.ZodError): string {
  const problems = error.issues.slice(0, 5).map(({ path, code }) => `${path.join('.') || 'input'} (${code})`);
  return `wrong fields: ${problems.join(', ')}`;
}

function toAppError(thrown: unknown, log: Log) {
  if (thrown instanceof SatchelError) {
    const appError = appErrorSchema.safeParse(thrown.appError);
    if (appError.success) return appError.data;
  }
  log.error('A request failed unexpectedly.', thrown);
  const message = 'Something unexpected went wrong inside Satchel. The log on this computer says more.';
  return { code: 'internal' as const, message, retryable: false };
}
