import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApplication } from 'playwright-core';

const patienceMs = 20_000;

/** Stands in for the system's browser: no window comes up, and a person presses buttons on the real page. */
export type SignInBrowser = {
  /** Waits for the next page that Satchel opens, and answers the code on it. */
  nextCode(): Promise<string>;
  /** The addresses that were opened and not waited for. */
  unasked(): Promise<readonly string[]>;
  /** Presses a button of the newest page. */
  press(decision: 'allow' | 'deny'): Promise<void>;
};

/** From now on, pages go here instead of to the system's browser. */
export async function interceptBrowser(app: ElectronApplication): Promise<SignInBrowser> {
  const pages = await app.evaluateHandle(({ shell }) => {
    const opened: string[] = [];
    shell.openExternal = async (url) => {
      opened.push(url);
    };
    return opened;
  });
  let waitedFor = 0;
  const unasked = async () => (await pages.jsonValue()).slice(waitedFor);
  const newest = async () => {
    const url = (await pages.jsonValue()).at(-1);
    if (url === undefined) throw new Error('No page was opened');
    const html = await (await fetch(url)).text();
    const code = /<strong>(.*?)<\/strong>/.exec(html)?.[1];
    if (code === undefined) throw new Error('The page asks for no decision');
    return { url, code };
  };
  return {
    unasked,
    nextCode: async () => {
      const deadlineMs = Date.now() + patienceMs;
      while ((await unasked()).length === 0 && Date.now() < deadlineMs) await sleep(50);
      const { length } = await unasked();
      if (length !== 1) throw new Error(`${length} pages were opened instead of one`);
      waitedFor += 1;
      return (await newest()).code;
    },
    press: async (decision) => {
      const { url, code } = await newest();
      const body = new URLSearchParams({ user_code: code, decision });
      const answer = await fetch(new URL('/device', url), { method: 'POST', body });
      if (!answer.ok) throw new Error(`The page answered ${answer.status}`);
    },
  };
}
