import type { ManagedAccounts } from '../accounts/accounts.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { Operations } from '../operations/operations.ts';

/** `selection.*` and `operation.*`: long work on a selection, told by `operation.changed`. */
export function createOperationHandlers(operations: Operations, accounts: ManagedAccounts) {
  return {
    'selection.measure': (selection) => ({ operationId: operations.measure(selection) }),
    'selection.delete': (selection) => {
      accounts.checkMayChange(selection.accountId);
      return { operationId: operations.delete(selection) };
    },
    'operation.cancel': ({ operationId }) => {
      operations.cancel(operationId);
      return null;
    },
  } satisfies Partial<Handlers>;
}
