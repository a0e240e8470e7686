import type { Settings } from '../../shared/domain/settings.ts';
import type { TransferJob, TransfersSnapshot } from '../../shared/domain/transfer.ts';
import type { Desktop } from './ports.ts';
import type { OpenTransfers, Transfers, TransfersHost } from './transfers/transfers.ts';

type TransfersRoomOptions = {
  readonly open: OpenTransfers;
  readonly host: Omit<TransfersHost, 'onChanged'>;
  readonly desktop: Pick<Desktop, 'showProgress' | 'keepAwake'>;
  readonly keepsAwake: () => boolean;
  /** Called for an account whose server was not to be trusted, at most once a minute: a check tells when it is again. */
  readonly onUntrusted: (accountId: string) => void;
  readonly onChanged: (snapshot: TransfersSnapshot) => void;
};

/** The transfers as the app has them: opened when they are first asked for, and shown at the desktop. */
export type TransfersRoom = {
  /** Opens them when that was not done yet; throws what opening throws, and tries again at the next call. */
  get(): Promise<Transfers>;
  /** The last state that was told. */
  last(): TransfersSnapshot | undefined;
  settingsChanged(settings: Settings): void;
  /** An account was found to work. */
  goOn(accountId: string): void;
  nudge(): void;
  close(): Promise<void>;
};

const untrustedEveryMs = 60_000;

/** True for a job that goes on by itself, or would, if the network let it; a question may wait for the whole night. */
function moves({ status, bytesPerSecond }: TransferJob): boolean {
  if (status === 'waiting') return bytesPerSecond > 0;
  return status === 'planning' || status === 'running' || status === 'offline';
}

/** No transfers are open yet. */
export function createTransfersRoom(options: TransfersRoomOptions): TransfersRoom {
  const { open, host, desktop, keepsAwake, onUntrusted, onChanged } = options;
  const untrustedAtMs = new Map<string, number>();
  let opening: Promise<Transfers> | undefined;
  let last: TransfersSnapshot | undefined;
  let isClosed = false;

  const show = (snapshot: TransfersSnapshot): void => {
    const { goingJobCount, activeJobCount, doneBytes, sizeBytes } = snapshot.total;
    const needsUser = snapshot.jobs.some(({ status }) => status === 'waiting' || status === 'blocked');
    const fraction = sizeBytes === 0 ? 0 : doneBytes / sizeBytes;
    desktop.showProgress(
      activeJobCount === 0 ? undefined : fraction,
      needsUser ? 'failed' : goingJobCount === 0 ? 'waiting' : 'going',
    );
    desktop.keepAwake(keepsAwake() && snapshot.jobs.some(moves));
  };

  /** Such as in a hotel, before the user has agreed to what its network asks: no job can know when that was. */
  const tellUntrusted = ({ status, error, accountId }: TransferJob): void => {
    if (status !== 'blocked' || error?.code !== 'network.certificateUntrusted') return;
    const nowMs = host.clock.nowMs();
    if (nowMs - (untrustedAtMs.get(accountId) ?? Number.NEGATIVE_INFINITY) < untrustedEveryMs) return;
    untrustedAtMs.set(accountId, nowMs);
    onUntrusted(accountId);
  };

  const changed = (snapshot: TransfersSnapshot): void => {
    if (isClosed) return;
    last = snapshot;
    show(snapshot);
    for (const job of snapshot.jobs) tellUntrusted(job);
    onChanged(snapshot);
  };

  const get = (): Promise<Transfers> => {
    opening ??= open({ ...host, onChanged: changed }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  /** For what is of interest only to transfers that are there. */
  const tell = (say: (transfers: Transfers) => Promise<void>): void => {
    if (isClosed) return;
    opening?.then(say).catch((error: unknown) => host.log.error('The transfers were not told.', error));
  };

  return {
    get,
    last: () => last,
    settingsChanged(settings) {
      if (last !== undefined) show(last);
      tell((transfers) => transfers.configure(settings));
    },
    goOn: (accountId) => tell((transfers) => transfers.goOn(accountId, 'itWorks')),
    nudge: () => tell((transfers) => transfers.nudge()),
    async close() {
      isClosed = true;
      desktop.keepAwake(false);
      await opening?.then((transfers) => transfers.close());
    },
  };
}
