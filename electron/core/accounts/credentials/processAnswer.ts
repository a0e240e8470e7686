import { z } from 'zod';
import type { Credentials } from './credentialSource.ts';

const answerSchema = z.object({
  Version: z.literal(1),
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  SessionToken: z.string().nullish(),
  Expiration: z.string().nullish(),
});

/** ISO 8601 as programs write it: any number of decimals, the zone with or without a colon, UTC without one. */
const timePattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(?:(Z)|([+-]\d\d):?(\d\d)?)?$/i;

/**
 * Reads what a `credential_process` printed (AWS SDKs and Tools Reference Guide, "Process credential provider"), or
 * says what is wrong with it without quoting any of it.
 */
export function parseProcessAnswer(text: string, nowMs: number): Credentials | string {
  const result = answerSchema.safeParse(parseJson(text));
  if (!result.success) {
    const fields = new Set(result.error.issues.map(({ path }) => path.join('.')));
    return fields.has('') ? 'did not print a JSON object.' : `printed no valid ${[...fields].join(', ')}.`;
  }
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = result.data;
  const expiresAtMs = Expiration ? parseTime(Expiration) : undefined;
  if (Number.isNaN(expiresAtMs)) return 'printed no valid Expiration.';
  if (expiresAtMs !== undefined && expiresAtMs <= nowMs) {
    return `printed keys that expired at ${new Date(expiresAtMs).toISOString()}.`;
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken && { sessionToken: SessionToken }),
    ...(expiresAtMs !== undefined && { expiresAtMs }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // JSON.parse quotes the text around the mistake, which may be a key.
    return undefined;
  }
}

function parseTime(text: string): number {
  const [, day, time, , hours, minutes = '00'] = timePattern.exec(text.trim()) ?? [];
  return Date.parse(`${day}T${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
}
