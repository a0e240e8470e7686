import { PassThrough, Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { SatchelError } from '../../satchelError.ts';

/** A thousand entries of a listing, with the longest keys and owners, are a tenth of it. */
const maxAnswerBytes = 32 * 1024 * 1024;

/**
 * Passes an answer on to the SDK, which waits for all of it; one that is not over after `maxMs` ends as
 * `network.timedOut`, one that is too long as `server.badAnswer`, and one that breaks with what `told` makes of it.
 */
export function limitAnswer(source: Readable, maxMs: number, told: (error: Error) => Error): Readable {
  const body = new PassThrough();
  let receivedBytes = 0;
  const onTimeOver = () =>
    body.destroy(new SatchelError('network.timedOut', `The answer was not over after ${maxMs} ms.`));
  const timer = setTimeout(onTimeOver, maxMs);
  source.on('data', (chunk: Buffer) => {
    receivedBytes += chunk.length;
    if (receivedBytes > maxAnswerBytes) {
      body.destroy(new SatchelError('server.badAnswer', `The answer has more than ${maxAnswerBytes} bytes.`));
    }
  });
  source.on('end', () => clearTimeout(timer));
  source.on('error', (error) => body.destroy(told(error)));
  // Where the SDK reads it, it hears of it by a listener of its own; where it does not, nobody has to.
  body.on('error', () => clearTimeout(timer));
  body.on('close', () => {
    clearTimeout(timer);
    source.destroy();
  });
  return source.pipe(body);
}

/** Commands whose answer has no field that would prove that an S3 server gave it. */
const emptyAnswers: ReadonlySet<string> = new Set([
  'AbortMultipartUploadCommand',
  'CreateBucketCommand',
  'DeleteBucketCommand',
  'DeleteObjectCommand',
  'HeadBucketCommand',
]);

/**
 * Makes a client throw `server.badAnswer` for a web page, such as a sign-in portal's, where an empty answer means success;
 * and free the connection of every answer that it could not make sense of.
 */
export function checkAnswers(client: S3Client): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        try {
          const result = await next(args);
          if (emptyAnswers.has(commandName) && isPage(result.response)) {
            throw new SatchelError('server.badAnswer', 'A web page came in place of an empty answer.');
          }
          return result;
        } catch (error) {
          // The SDK leaves a body unread when something before it makes no sense.
          const { body } = fieldsOf(fieldsOf(error).$response);
          if (body instanceof Readable) body.destroy();
          throw error;
        }
      },
    // Around the SDK's reading of the answer.
    { step: 'deserialize', priority: 'high', name: 'checkAnswers' },
  );
}

/** Some servers call nothing at all a page of no length. */
function isPage(response: unknown): boolean {
  const headers = fieldsOf(fieldsOf(response).headers);
  return String(headers['content-type']).startsWith('text/html') && headers['content-length'] !== '0';
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
