import type { IdentityReply } from './model.ts';

/** An answer in REST JSON; an error's name goes into the header that the SDK reads it from. */
export function jsonReply(body: object, status = 200, errorType?: string): IdentityReply {
  return {
    status,
    contentType: 'application/json',
    ...(errorType !== undefined && { headers: { 'x-amzn-errortype': errorType } }),
    body: JSON.stringify(body),
  };
}
