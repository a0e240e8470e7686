import '../catalogue.ts';
import { describe, expect, test } from 'vitest';
import { closingWords } from '../../../../renderer/features/closing/closingWords.ts';
import { createClosing } from '../../../../renderer/features/closing/createClosing.ts';

function setUp(refuse = false) {
  let push: (isAsking: boolean) => void = () => undefined;
  const answers: unknown[] = [];
  const closing = createClosing({
    onChanged: (listener) => {
      push = listener;
      return () => undefined;
    },
    answer: async (...answer) => {
      answers.push(answer);
      if (refuse) throw new Error('lost');
    },
  });
  const seen: boolean[] = [];
  closing.subscribe(() => seen.push(closing.isAsking()));
  return { closing, answers, seen, push: (isAsking: boolean) => push(isAsking) };
}

describe('a window that is closed while something moves', () => {
  test('asks, and closes the question with its answer', async () => {
    const { closing, answers, seen, push } = setUp();
    expect(closing.isAsking()).toBe(false);
    push(true);
    await closing.answer('background', true);
    expect([seen, answers]).toEqual([[true, false], [['background', true]]]);
  });

  test('to stay is never remembered', async () => {
    const { closing, answers, push } = setUp();
    push(true);
    await closing.answer('stay', true);
    expect(answers).toEqual([['stay', false]]);
  });

  test('keeps asking when the answer did not arrive', async () => {
    const { closing, push } = setUp(true);
    push(true);
    await expect(closing.answer('quit', false)).rejects.toThrow('lost');
    expect(closing.isAsking()).toBe(true);
  });

  test('stops asking when main does', () => {
    const { seen, push } = setUp();
    push(true);
    push(false);
    expect(seen).toEqual([true, false]);
  });
});

describe('the words of the question', () => {
  const transfers = (transferCount: number) => ({ transferCount, works: [], deletionCount: 0 });

  test('name copies, moves and deletions, and say what becomes of them', () => {
    const works = ['Deleting 12 files', 'Moving Lisbon to archive'];
    const { title, hints } = closingWords({ transferCount: 1, works, deletionCount: 1 });
    expect(title).toBe('3 tasks are not done');
    expect(hints.slice(0, 2)).toEqual(works);
    expect(hints.slice(3)).toEqual([
      'Stop until next time: they go on by themselves when Satchel is opened again. Nothing is lost.',
      'Stop until next time: deleting does not go on by itself. What is not deleted by then stays.',
    ]);
  });

  test('promise nothing to a deletion alone', () => {
    const { hints } = closingWords({ transferCount: 0, works: ['Deleting menu.pdf'], deletionCount: 1 });
    expect(hints.join()).not.toContain('go on by themselves');
  });

  test('tell how many are not done, and what each answer means', () => {
    expect(closingWords(transfers(3))).toEqual({
      title: '3 transfers are not done',
      hints: [
        'Keep going in the background: Satchel goes on without its window.',
        'Stop until next time: they go on by themselves when Satchel is opened again. Nothing is lost.',
      ],
      canRemember: true,
      answers: [
        { answer: 'stay', label: 'Stay', isSafe: false },
        { answer: 'quit', label: 'Stop until next time', isSafe: false },
        { answer: 'background', label: 'Keep going in the background', isSafe: true },
      ],
    });
    expect(closingWords(transfers(1)).title).toBe('1 transfer is not done');
  });

  test('offer nothing to go on when all ended meanwhile', () => {
    expect(closingWords(transfers(0))).toMatchObject({
      title: 'Everything is done now',
      canRemember: false,
      answers: [{ answer: 'stay' }, { answer: 'quit', label: 'Close Satchel' }],
    });
  });
});
