import type { Operation } from '../../../shared/domain/operation.ts';

/** True for work that changes something in the cloud, which the end of Satchel would stop. */
export function isChange({ kind }: Operation): boolean {
  return kind !== 'measure' && kind !== 'stage';
}

/** True for a change that goes on by itself, or would, if the network let it; one that waits for its account may wait for days. */
export function goesOn(operation: Operation): boolean {
  const code = operation.error?.code ?? 'network.lost';
  return isChange(operation) && (code.startsWith('network.') || code.startsWith('server.'));
}

/** Keeps the computer awake for as long as one of several has a reason to. */
export function createWakefulness(keepAwake: (isOn: boolean) => void) {
  const reasons = new Set<string>();
  return (reason: 'transfers' | 'operations', isOn: boolean): void => {
    if (isOn) reasons.add(reason);
    else reasons.delete(reason);
    keepAwake(reasons.size > 0);
  };
}
