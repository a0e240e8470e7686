import type { Session } from 'electron';
import type { SystemProxy } from '../core/ports.ts';

/**
 * The system's proxy settings as Chromium reads them, PAC scripts included. It needs a session of its own, because the
 * window's session goes nowhere (security.ts): this one loads no page.
 */
export function createSystemProxy(session: Session): SystemProxy {
  // Without the reload the first answers come before a proxy script was fetched, and say DIRECT.
  const ready = session.setProxy({ mode: 'system' }).then(() => session.forceReloadProxyConfig());
  return {
    async resolve(url) {
      await ready;
      return await session.resolveProxy(url);
    },
  };
}
