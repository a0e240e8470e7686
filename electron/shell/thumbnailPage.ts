import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Session } from 'electron';
import mime from 'mime';
import { thumbnailScheme } from '../../shared/ipc/thumbnailUrl.ts';
import { appOrigin, pathInside } from './appProtocol.ts';

/** The address of the hidden page; `devServerUrl` is Vite's while developing. */
export function thumbnailPageUrl(devServerUrl: string | undefined): string {
  return `${devServerUrl?.replace(/\/$/, '') ?? appOrigin}/thumbnailer/index.html`;
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  `img-src ${thumbnailScheme}:`,
  `media-src ${thumbnailScheme}:`,
].join('; ');

/**
 * Makes a session that has nothing but the hidden page and the file it is given: no network, no permissions, no
 * downloads, and no other page of ours.
 */
export function prepareThumbnailSession(
  session: Session,
  {
    rendererFolder,
    devServerUrl,
  }: { readonly rendererFolder: string; readonly devServerUrl: string | undefined },
): Session {
  const devHost = devServerUrl === undefined ? undefined : new URL(devServerUrl).host;
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const { protocol, host } = new URL(url);
    const isOwn = protocol === `${thumbnailScheme}:` || protocol === 'satchel:' || host === devHost;
    answer({ cancel: !isOwn });
  });
  session.protocol.handle(new URL(appOrigin).protocol.slice(0, -1), async ({ url, method }) => {
    const path = method === 'GET' ? pathInside(rendererFolder, url) : undefined;
    if (path === undefined) return new Response(null, { status: 404 });
    try {
      return new Response(await readFile(path), {
        headers: {
          'Content-Type': mime.getType(extname(path)) ?? 'application/octet-stream',
          'X-Content-Type-Options': 'nosniff',
          'Content-Security-Policy': policy,
        },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
  return session;
}
