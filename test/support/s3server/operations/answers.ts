import { s3Error } from '../errors.ts';
import type { Call } from '../http/call.ts';
import { uriEncode } from '../http/target.ts';

/** A time as S3's XML writes it: whole seconds. */
export function isoTime(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString();
}

/** Reads a whole number from the query, at most `most`; throws InvalidArgument. */
export function wholeNumber(call: Call, name: string, fallback: number, most: number): number {
  const value = call.query.get(name);
  if (value === undefined || value === '') return fallback;
  if (!/^\d{1,10}$/.test(value) || Number(value) > 2 ** 31 - 1) {
    throw s3Error('InvalidArgument', {
      message: `Argument ${name} must be an integer between 0 and 2147483647`,
      detail: { ArgumentName: name, ArgumentValue: value },
    });
  }
  return Math.min(Number(value), most);
}

/** How keys are written in a listing: as they are, or URL-encoded with `+` for a space as S3 does it. */
export function keyEncoder(call: Call): (text: string) => string {
  const encoding = call.query.get('encoding-type');
  if (encoding === undefined) return (text) => text;
  if (encoding !== 'url') {
    throw s3Error('InvalidArgument', {
      message: 'Invalid Encoding Method specified in Request',
      detail: { ArgumentName: 'encoding-type', ArgumentValue: encoding },
    });
  }
  return (text) => uriEncode(text, true).replaceAll('%20', '+').replaceAll('%2A', '*');
}
