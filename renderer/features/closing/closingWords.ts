import i18next from 'i18next';
import { formatCount } from '../../ui/format.ts';
import type { ClosingAnswer } from './createClosing.ts';

const t = i18next.getFixedT(null, 'closing');

/** What the closing window asks and offers; the safe answer is the one that Enter gives. */
export type ClosingWords = {
  readonly title: string;
  readonly hints: readonly string[];
  readonly canRemember: boolean;
  readonly answers: readonly {
    readonly answer: ClosingAnswer;
    readonly label: string;
    readonly isSafe: boolean;
  }[];
};

/** The question for so many jobs that have not ended; they may all end while it is asked. */
export function closingWords(activeCount: number): ClosingWords {
  const title = t('title', { count: activeCount, shown: formatCount(activeCount) });
  const stay = { answer: 'stay', label: t('stay'), isSafe: false } as const;
  if (activeCount === 0) {
    const leave = { answer: 'quit', label: t('leave'), isSafe: true } as const;
    return { title, hints: [], canRemember: false, answers: [stay, leave] };
  }
  return {
    title,
    hints: [t('backgroundHint'), t('quitHint')],
    canRemember: true,
    answers: [
      stay,
      { answer: 'quit', label: t('quit'), isSafe: false },
      { answer: 'background', label: t('background'), isSafe: true },
    ],
  };
}
