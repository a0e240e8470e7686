import { Readable } from 'node:stream';
import type { Protocol } from 'electron';
import { thumbnailScheme } from '../../shared/ipc/thumbnailUrl.ts';
import { readRange } from '../core/previews/byteRange.ts';
import type { MakerSource } from '../core/thumbnails/thumbnailMaker.ts';

/** The files that the hidden page may read now, each at an address of its own. */
export type Sources = {
  urlOf(token: string): string;
  add(token: string, source: MakerSource, signal: AbortSignal): void;
  remove(token: string): void;
};

type OpenSource = { readonly source: MakerSource; readonly signal: AbortSignal };

/** Serves files at `satchel-thumbnail://<token>/` in the hidden page's own session, whose only address this is. */
export function serveSources(protocol: Protocol): Sources {
  const open = new Map<string, OpenSource>();
  protocol.handle(thumbnailScheme, async (request) => {
    const found = open.get(new URL(request.url).hostname);
    if (found === undefined || request.method !== 'GET') return new Response(null, { status: 404 });
    try {
      return await answer(found, request.headers.get('Range') ?? undefined);
    } catch {
      // The page makes no thumbnail of it, and core says why where there is something to say.
      return new Response(null, { status: 502 });
    }
  });
  return {
    urlOf: (token) => `${thumbnailScheme}://${token}/`,
    add: (token, source, signal) => open.set(token, { source, signal }),
    remove: (token) => open.delete(token),
  };
}

async function answer({ source, signal }: OpenSource, rangeHeader: string | undefined): Promise<Response> {
  const headers = {
    'Content-Type': source.contentType,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': '*',
  };
  if (source.kind === 'picture') return new Response(new Uint8Array(source.bytes), { headers });
  const { sizeBytes } = source;
  const asked = readRange(rangeHeader, sizeBytes);
  if (asked.kind === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${sizeBytes}` },
    });
  }
  const range = asked.kind === 'part' ? asked.range : { startByte: 0, endByte: sizeBytes - 1 };
  const body = await source.read(range, signal);
  return new Response(Readable.toWeb(body), {
    status: asked.kind === 'part' ? 206 : 200,
    headers: {
      ...headers,
      'Accept-Ranges': 'bytes',
      'Content-Length': String(range.endByte - range.startByte + 1),
      ...(asked.kind === 'part' && {
        'Content-Range': `bytes ${range.startByte}-${range.endByte}/${sizeBytes}`,
      }),
    },
  });
}
