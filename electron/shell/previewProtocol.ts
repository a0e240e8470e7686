import { Readable } from 'node:stream';
import type { Protocol } from 'electron';
import type { Previews } from '../core/previews/previews.ts';

/** What Chromium must know of the preview scheme before the app is ready. */
export const previewSchemePrivileges = {
  scheme: 'satchel-preview',
  privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
} as const;

/** Serves open previews at `satchel-preview://<token>/` to pages of `pageOrigin` only. */
export function servePreviews(protocol: Protocol, previews: Previews, pageOrigin: string): void {
  const corsHeaders = {
    'Access-Control-Allow-Origin': pageOrigin,
    'Access-Control-Expose-Headers': 'Content-Range, Content-Length, Accept-Ranges',
  };
  protocol.handle(previewSchemePrivileges.scheme, async (request) => {
    if (request.method === 'OPTIONS') {
      return new Response(null, {
        status: 204,
        headers: { ...corsHeaders, 'Access-Control-Allow-Headers': 'Range' },
      });
    }
    if (request.method !== 'GET') return new Response(null, { status: 405, headers: corsHeaders });
    const { status, headers, body } = await previews.respond(
      new URL(request.url).hostname,
      request.headers.get('Range') ?? undefined,
      request.signal,
    );
    return new Response(body === undefined ? null : Readable.toWeb(body), {
      status,
      headers: { ...headers, ...corsHeaders },
    });
  });
}
