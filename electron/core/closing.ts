import type { Settings } from '../../shared/domain/settings.ts';
import type { TransfersSnapshot } from '../../shared/domain/transfer.ts';
import type { Desktop, SettingsStore } from './ports.ts';

type ClosingOptions = {
  readonly settingsStore: SettingsStore;
  readonly desktop: Pick<Desktop, 'goToBackground' | 'quit' | 'isInBackground'>;
  readonly snapshot: () => TransfersSnapshot | undefined;
  /** How many copies, moves and deletions are under way. */
  readonly operationCount: () => number;
  readonly onSettings: (settings: Settings) => void;
  readonly onAsking: (isAsking: boolean) => void;
};

/** What closing the window means while something moves. */
export type Closing = {
  /** The user closes the window: `close` it now, or `keep` it, because the user is asked or it is hidden. */
  request(): 'close' | 'keep';
  /** Satchel is told to end, by its menu or by the system: that is clear enough, and nothing is asked. */
  quitting(): void;
  /** What the user said. */
  answer(answer: 'background' | 'quit' | 'stay', remember: boolean): void;
  /** Something went on or ended: Satchel in the background ends with the last of it. */
  changed(): void;
};

/** Nothing is asked yet. */
export function createClosing(options: ClosingOptions): Closing {
  const { settingsStore, desktop, snapshot, operationCount, onSettings, onAsking } = options;
  let isAsking = false;
  let mayClose = false;

  const act = (answer: 'background' | 'quit'): void => {
    if (answer === 'background') {
      desktop.goToBackground();
      return;
    }
    desktop.quit();
  };

  return {
    request() {
      const moves = (snapshot()?.total.goingJobCount ?? 0) > 0 || operationCount() > 0;
      const { whenClosed } = settingsStore.read();
      // Whoever asks again while the question is open means it.
      if (mayClose || !moves || whenClosed === 'quit' || isAsking) return 'close';
      if (whenClosed === 'background') {
        // From the background, there is nothing left but to end.
        if (desktop.isInBackground()) return 'close';
        desktop.goToBackground();
        return 'keep';
      }
      isAsking = true;
      onAsking(true);
      return 'keep';
    },
    quitting() {
      mayClose = true;
    },
    answer(answer, remember) {
      isAsking = false;
      onAsking(false);
      if (answer === 'stay') return;
      if (remember) {
        const settings = { ...settingsStore.read(), whenClosed: answer };
        settingsStore.write(settings);
        onSettings(settings);
      }
      act(answer);
    },
    changed() {
      if (mayClose || !desktop.isInBackground() || operationCount() > 0) return;
      if ((snapshot()?.total.activeJobCount ?? 0) === 0) act('quit');
    },
  };
}
