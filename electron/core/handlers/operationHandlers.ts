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
    'selection.copy': (request) => {
      accounts.checkMayChange(request.target.accountId);
      return { operationId: operations.copy(request) };
    },
    'selection.move': (request) => {
      accounts.checkMayChange(request.selection.accountId);
      accounts.checkMayChange(request.target.accountId);
      return { operationId: operations.move(request) };
    },
    'operation.list': () => [...operations.list()],
    'operation.undo': ({ operationId }) => ({ operationId: operations.undo(operationId) }),
    'operation.cancel': ({ operationId }) => {
      operations.cancel(operationId);
      return null;
    },
  } satisfies Partial<Handlers>;
}
