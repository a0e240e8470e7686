import { placeOf } from '../../accounts/server.ts';
import { SatchelError } from '../../satchelError.ts';
import type { TransfersHost } from '../transfers.ts';
import type { HostFunctions } from './threadRoles.ts';

/** What the main thread does for the thread of the transfers. */
export function hostFunctions({
  accounts,
  systemProxy,
  onChanged,
  log,
}: Pick<TransfersHost, 'accounts' | 'systemProxy' | 'onChanged' | 'log'>): HostFunctions {
  return {
    server: (accountId) => accounts.connection(accountId).server,
    credentials(accountId, place) {
      const { server, credentials } = accounts.connection(accountId);
      if (placeOf(server) === place) return credentials.get();
      throw new SatchelError('account.changed', 'The account leads to another server by now.');
    },
    refuse: (accountId, refused) => accounts.connection(accountId).credentials.refuse(refused),
    resolveProxy: (url) => systemProxy.resolve(url),
    changed: onChanged,
    info: (message) => log.info(message),
    error: (message) => log.error(message),
  };
}
