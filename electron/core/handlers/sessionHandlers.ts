import type { Handlers } from '../ipc/handlers.ts';
import type { KeptSession } from '../windowSession.ts';

/** `session.*`: what the window opens with. */
export function createSessionHandlers(session: KeptSession) {
  return {
    'session.get': session.get,
    'session.set': (change) => {
      session.set(Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)));
      return null;
    },
    'session.setView': ({ location, view }) => {
      session.setView(location, view);
      return null;
    },
  } satisfies Partial<Handlers>;
}
