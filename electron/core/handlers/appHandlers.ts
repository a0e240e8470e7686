import type { Closing } from '../closing.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { Desktop } from '../ports.ts';

/** `app.*`: facts about this Satchel, and what it shows outside its window. */
export function createAppHandlers(desktop: Desktop, closing: Closing) {
  return {
    'app.getInfo': () => ({ version: desktop.version, platform: desktop.platform, locale: desktop.locale }),
    'app.notify': ({ title, body }) => {
      desktop.notify(title, body);
      return null;
    },
    'app.answerClosing': ({ answer, remember }) => {
      closing.answer(answer, remember);
      return null;
    },
  } satisfies Partial<Handlers>;
}
