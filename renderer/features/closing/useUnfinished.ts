import { goingText } from '../activity/activityWords.ts';
import { aboutOperation, useRunningOperations } from '../activity/operationsStore.ts';
import { useActiveJobCount } from '../transfers/transfersStore.ts';
import type { Unfinished } from './closingWords.ts';

/** What closing the window would stop; renders again when that changes. */
export function useUnfinished(): Unfinished {
  const transferCount = useActiveJobCount();
  const operations = useRunningOperations().filter(({ kind }) => kind !== 'measure' && kind !== 'stage');
  return {
    transferCount,
    works: operations.map((operation) => goingText(operation, aboutOperation(operation.id))),
    deletionCount: operations.filter(({ kind }) => kind === 'delete').length,
  };
}
