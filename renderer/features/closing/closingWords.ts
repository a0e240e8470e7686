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

/** What has not ended; all of it may end while the question is asked. */
export type Unfinished = {
  readonly transferCount: number;
  /** Copies, moves and deletions, each in its own words. */
  readonly works: readonly string[];
  /** How many of those are deletions, which do not go on at the next start. */
  readonly deletionCount: number;
};

/** So many are named; the title counts all. */
const mostNamed = 3;

/** The question for what has not ended. */
export function closingWords({ transferCount, works, deletionCount }: Unfinished): ClosingWords {
  const activeCount = transferCount + works.length;
  const counted = { count: activeCount, shown: formatCount(activeCount) };
  const title = works.length === 0 ? t('title', counted) : t('titleAll', counted);
  const stay = { answer: 'stay', label: t('stay'), isSafe: false } as const;
  if (activeCount === 0) {
    const leave = { answer: 'quit', label: t('leave'), isSafe: true } as const;
    return { title, hints: [], canRemember: false, answers: [stay, leave] };
  }
  return {
    title,
    hints: [
      ...works.slice(0, mostNamed),
      t('backgroundHint'),
      ...(activeCount > deletionCount ? [t('quitHint')] : []),
      ...(deletionCount > 0 ? [t('deleteHint')] : []),
    ],
    canRemember: true,
    answers: [
      stay,
      { answer: 'quit', label: t('quit'), isSafe: false },
      { answer: 'background', label: t('background'), isSafe: true },
    ],
  };
}
