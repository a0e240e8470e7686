import { useSyncExternalStore } from 'react';
import { onEvent, request } from '../../ipc/client.ts';
import { createClosing } from './createClosing.ts';

const closing = createClosing({
  onChanged: (listener) => onEvent('closing.changed', ({ isAsking }) => listener(isAsking)),
  answer: (answer, remember) => request('app.answerClosing', { answer, remember }),
});

/** Answers what happens to the transfers when the window closes; throws RequestError. */
export const answerClosing = closing.answer;

/** Whether the window was closed and waits for an answer. */
export function useIsClosing(): boolean {
  return useSyncExternalStore(closing.subscribe, closing.isAsking);
}
