import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { Protocol } from 'electron';
import mime from 'mime';
import { contentSecurityPolicy, cspNoncePlaceholder } from './contentSecurityPolicy.ts';

/** The origin of our own page. */
export const appOrigin = 'satchel://app';
/** The page's first document. */
export const appUrl = `${appOrigin}/index.html`;

const appScheme = 'satchel';

/** What Chromium must know of the scheme before the app is ready. */
export const appSchemePrivileges = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const;

/** Serves the built renderer out of `folder`, and nothing outside it. */
export function serveApp(protocol: Protocol, folder: string): void {
  protocol.handle(appScheme, async (request) => {
    const path = request.method === 'GET' ? pathInside(folder, request.url) : undefined;
    const bytes = path === undefined ? undefined : await readOrUndefined(path);
    if (path === undefined || bytes === undefined) return new Response('Not found', { status: 404 });
    const headers = {
      'Content-Type': mime.getType(extname(path)) ?? 'application/octet-stream',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-cache',
    };
    const nonce = randomBytes(16).toString('base64');
    const body = path.endsWith('.html')
      ? bytes.toString('utf8').replaceAll(cspNoncePlaceholder, nonce)
      : bytes;
    return new Response(body, {
      headers: { ...headers, 'Content-Security-Policy': contentSecurityPolicy(nonce) },
    });
  });
}

/** The file that an address of our page means, or undefined for one of another host or outside `folder`. */
export function pathInside(folder: string, address: string): string | undefined {
  const url = new URL(address);
  if (url.protocol !== `${appScheme}:` || url.host !== 'app') return undefined;
  const pathname = decodeOrUndefined(url.pathname);
  if (pathname === undefined || /[\\\0]/.test(pathname)) return undefined;
  const root = resolve(folder);
  const path = resolve(root, `.${pathname === '/' ? '/index.html' : pathname}`);
  return path.startsWith(root + sep) ? path : undefined;
}

function decodeOrUndefined(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

async function readOrUndefined(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}
