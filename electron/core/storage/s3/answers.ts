import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { SatchelError } from '../../satchelError.ts';

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
