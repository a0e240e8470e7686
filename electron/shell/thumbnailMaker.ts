import { randomUUID } from 'node:crypto';
import { type Session, type WebContents, WebContentsView } from 'electron';
import type { Clock, Log } from '../core/ports.ts';
import { SatchelError } from '../core/satchelError.ts';
import { MakerCrash, type MakerSource, type ThumbnailMaker } from '../core/thumbnails/thumbnailMaker.ts';
import { serveSources } from './thumbnailSources.ts';

type MakerOptions = {
  /** Of the hidden page alone, in memory, and locked by `lockThumbnailer`. */
  readonly session: Session;
  readonly pageUrl: string;
  readonly clock: Clock;
  readonly log: Log;
};

const maxJobMs = 10_000;
const idleMs = 60_000;
/** A thumbnail of 256 by 256 pixels that were not compressed at all. */
const maxThumbnailBytes = 256 * 256 * 4;
/** A page that only crashes is not started again and again; after a pause it may have another chance. */
const maxCrashesInRow = 5;
const crashPauseMs = 60_000;

/**
 * Makes thumbnails in a hidden page: Chromium's decoders run in its sandboxed process, without Node, preload or network,
 * and a file that harms its decoder ends that process and no other. The page starts with the first job, ends when there
 * was none for a minute, and answers by the value of its one function.
 */
export function createThumbnailMaker({ session, pageUrl, clock, log }: MakerOptions): ThumbnailMaker {
  const sources = serveSources(session.protocol);
  let page: Promise<WebContents> | undefined;
  let opened: WebContentsView | undefined;
  let stopIdleTimer: (() => void) | undefined;
  let crashesInRow = 0;
  let restsUntilMs = 0;
  /** Told when the page ends before it has answered. */
  const going = new Set<(error: MakerCrash) => void>();

  const end = (why: string): void => {
    stopIdleTimer?.();
    const contents = opened?.webContents;
    page = undefined;
    opened = undefined;
    for (const fail of [...going]) fail(new MakerCrash(why));
    if (contents !== undefined && !contents.isDestroyed()) contents.close();
  };
  const crashed = (why: string): void => {
    log.info(`The page that makes thumbnails ended: ${why}`);
    crashesInRow += 1;
    if (crashesInRow >= maxCrashesInRow) {
      crashesInRow = 0;
      restsUntilMs = clock.nowMs() + crashPauseMs;
    }
    end(why);
  };

  const open = async (): Promise<WebContents> => {
    // In no window: one that is hidden would still keep Satchel from ending with its last window.
    const view = new WebContentsView({
      webPreferences: {
        session,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        backgroundThrottling: false,
        autoplayPolicy: 'user-gesture-required',
      },
    });
    opened = view;
    const { webContents } = view;
    webContents.setAudioMuted(true);
    const crash = (why: string): void => {
      if (opened === view) crashed(why);
    };
    webContents.on('render-process-gone', (_event, { reason }) => crash(reason));
    webContents.on('unresponsive', () => crash('unresponsive'));
    await webContents.loadURL(pageUrl);
    return webContents;
  };

  const waitIdle = (): void => {
    stopIdleTimer?.();
    stopIdleTimer = going.size > 0 ? undefined : clock.setTimer(() => end('idle'), idleMs);
  };

  const ask = async (source: MakerSource, token: string): Promise<unknown> => {
    page ??= open();
    const contents = await page;
    const call = `window.makeThumbnail(${JSON.stringify(source.kind)}, ${JSON.stringify(sources.urlOf(token))})`;
    return contents.executeJavaScript(call);
  };

  return {
    async make(source, signal) {
      if (signal.aborted) throw cancelled();
      // It says nothing of this file, which may have its thumbnail later.
      if (clock.nowMs() < restsUntilMs)
        throw new SatchelError('cancelled', 'The page that decodes crashed too often');
      stopIdleTimer?.();
      const token = randomUUID();
      sources.add(token, source, signal);
      let fail: (error: Error) => void = () => undefined;
      const broken = new Promise<never>((_resolve, reject) => {
        fail = reject;
      });
      const giveUp = (): void => fail(cancelled());
      going.add(fail);
      signal.addEventListener('abort', giveUp, { once: true });
      const stopTimer = clock.setTimer(() => {
        // A movie comes over the network while it is decoded; a picture is all there, so its decoder hangs.
        if (source.kind === 'picture') crashed('A thumbnail took too long');
        else fail(new SatchelError('network.timedOut', 'The movie came too slowly'));
      }, maxJobMs);
      try {
        const answer = await Promise.race([ask(source, token), broken]);
        crashesInRow = 0;
        return thumbnailOf(answer);
      } finally {
        stopTimer();
        signal.removeEventListener('abort', giveUp);
        going.delete(fail);
        sources.remove(token);
        waitIdle();
      }
    },
    close: () => end('Satchel ends'),
  };
}

/** The page is not trusted: whatever it answers is bytes of a fair size, or nothing. */
function thumbnailOf(answer: unknown): Uint8Array | undefined {
  const bytes = answer instanceof ArrayBuffer ? new Uint8Array(answer) : answer;
  if (!(bytes instanceof Uint8Array) || bytes.length > maxThumbnailBytes) return undefined;
  return bytes;
}

function cancelled(): SatchelError {
  return new SatchelError('cancelled', 'The thumbnail is not wanted any more');
}
