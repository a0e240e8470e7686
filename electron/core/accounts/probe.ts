import type { Clock } from '../ports.ts';
import { appErrorOf } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';
import type { CredentialSource } from './credentials/credentialSource.ts';
import type { Finding } from './health.ts';

const shownNames = 5;
/** STS may be blocked where S3 is not: its answer is not worth more time than this. */
const identityWithinMs = 8_000;

/** What one account is looked at with. */
export type ProbedAccount = {
  readonly source: CredentialSource;
  readonly storage: Pick<Storage, 'listBuckets'>;
  /** Asks STS who this is; missing where no STS answers. */
  readonly whoIs?: () => Promise<NonNullable<Finding['identity']>>;
};

/** Whether an account comes to credentials, who it is, and which buckets it sees; never asks the user anything. */
export async function probeAccount(
  { source, storage, whoIs }: ProbedAccount,
  clock: Clock,
  signal: AbortSignal,
): Promise<Finding> {
  await source.get();
  const [identity, buckets] = await Promise.allSettled([
    whoIs && within(clock, whoIs()),
    storage.listBuckets({ signal }),
  ]);
  // Not being told who it is hurts nobody: what the storage answers decides.
  const known = identity.status === 'fulfilled' ? identity.value : undefined;
  const who = known === undefined ? {} : { identity: known };
  if (buckets.status === 'rejected') return { ...who, error: appErrorOf(buckets.reason) };
  const names = buckets.value.map(({ name }) => name).sort();
  return { ...who, buckets: { count: names.length, firstNames: names.slice(0, shownNames) } };
}

function within<T>(clock: Clock, asked: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancelTimer = clock.setTimer(() => resolve(undefined), identityWithinMs);
    asked.then(resolve, reject).finally(cancelTimer);
  });
}
