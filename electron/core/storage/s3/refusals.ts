import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What S3's XML tells of a refusal. */
export type ErrorFields = { readonly code?: string; readonly message?: string; readonly region?: string };

/** The head of an answer. */
type Head = { readonly status: number; readonly headers: Readonly<Record<string, string | undefined>> };

/** Errors are short; whatever comes behind is none of theirs. */
const maxErrorLength = 100_000;

/** Reads an answer to its end; the fields of S3's error when it is one. */
export async function readErrorAnswer(body: Readable): Promise<ErrorFields | undefined> {
  return errorFieldsOf(await text(body));
}

/** The fields of an XML text that is an error of S3's; undefined for anything else, such as a web page. */
export function errorFieldsOf(xml: string): ErrorFields | undefined {
  const start = xml.slice(0, maxErrorLength);
  if (!/^\s*(<\?xml[^>]*>\s*)?<Error[\s>]/.test(start.replace(/^\uFEFF/, ''))) return undefined;
  const code = fieldOf(start, 'Code');
  const message = fieldOf(start, 'Message');
  const region = fieldOf(start, 'Region');
  return {
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(region !== undefined && { region }),
  };
}

/** A refusal as an error that `readFailure` reads as it does the SDK's. */
export function refusal({ status, headers }: Head, fields: ErrorFields | undefined): Error {
  const { code, message, region } = fields ?? {};
  const error = new Error(message ?? '');
  error.name = code ?? 'Refusal';
  return Object.assign(error, {
    ...(code !== undefined && { Code: code }),
    ...(region !== undefined && { Region: region }),
    $metadata: { httpStatusCode: status },
    $response: { statusCode: status, headers },
  });
}

function fieldOf(xml: string, name: 'Code' | 'Message' | 'Region'): string | undefined {
  const content = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.trim();
  return content === undefined || content === '' ? undefined : decodeEntities(content);
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeEntities(content: string): string {
  return content.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos));/gi,
    (all, decimal, hex, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}
