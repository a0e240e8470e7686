import { useSyncExternalStore } from 'react';
import type { Location } from '../../../shared/domain/object.ts';
import type { TakenAnswer } from '../../../shared/domain/operation.ts';

/** What to do with names that are taken; `undefined` leaves all as it is. */
export type Answer = Exclude<TakenAnswer, 'stop'> | undefined;

/** A question about names that are taken where something should go. */
export type TakenQuestion = {
  readonly deed: 'move' | 'copy' | 'rename';
  readonly target: Location;
  /** The first of the names. */
  readonly names: readonly string[];
  readonly count: number;
  /** How many things are selected; with one of them there is nothing to skip. */
  readonly chosenCount: number;
  /** True where folders are among them: those are merged, and only their files replaced. */
  readonly hasFolders: boolean;
  readonly answer: (answer: Answer) => void;
};

let questions: readonly TakenQuestion[] = [];
const listeners = new Set<() => void>();

function set(next: readonly TakenQuestion[]): void {
  questions = next;
  for (const listener of listeners) listener();
}

/** Asks what to do; resolves with the answer. Questions come one after the other. */
export function askAboutTaken(question: Omit<TakenQuestion, 'answer'>): Promise<Answer> {
  return new Promise((resolve) => {
    const asked: TakenQuestion = {
      ...question,
      answer: (answer) => {
        set(questions.filter((known) => known !== asked));
        resolve(answer);
      },
    };
    set([...questions, asked]);
  });
}

/** The question that waits for an answer. */
export function useTakenQuestion(): TakenQuestion | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => questions[0],
  );
}
