import { setTimeout as pause } from 'node:timers/promises';
import type { JobStatus, TransferJob } from '../../shared/domain/transfer.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { bucket } from './session.ts';

const goesOn: ReadonlySet<JobStatus> = new Set(['planning', 'running', 'offline']);

/** Uploads a file, or a folder where `isFolder`, through the running app; seconds from the job's start to its end. */
export async function uploadInSatchel(
  satchel: RunningSatchel,
  local: string,
  prefix: string,
  isFolder: boolean,
): Promise<number> {
  return secondsOf(satchel, await startUpload(satchel, local, prefix, isFolder));
}

/** Uploads a file until so many bytes of it have gone, and cancels it then; seconds from the job's start to there. */
export async function uploadUntil(
  satchel: RunningSatchel,
  local: string,
  wantedBytes: number,
): Promise<number> {
  const jobId = await startUpload(satchel, local, '', false);
  const seconds = await secondsOf(satchel, jobId, ({ doneBytes }) => doneBytes >= wantedBytes);
  await requestInPage(satchel.page, 'transfer.cancel', { jobIds: [jobId] });
  return seconds;
}

async function startUpload(
  satchel: RunningSatchel,
  local: string,
  prefix: string,
  isFolder: boolean,
): Promise<string> {
  const { page } = satchel;
  await satchel.stubDialog({ files: [local], folders: [local] });
  const choose = isFolder ? 'upload.chooseFolders' : 'upload.chooseFiles';
  const grant = await requestInPage(page, choose, {});
  const target = { accountId: await accountIdOf(satchel), bucket, prefix };
  const { jobId } = await requestInPage(page, 'transfer.upload', { grantId: granted(grant), target });
  return jobId;
}

/** Downloads an object, or a prefix that ends with a slash, through the running app; seconds from start to end of the job. */
export async function downloadInSatchel(
  satchel: RunningSatchel,
  key: string,
  folder: string,
): Promise<number> {
  const { page } = satchel;
  await satchel.stubDialog({ downloadFolder: folder });
  const grant = await requestInPage(page, 'download.chooseFolder', {});
  const isFolder = key.endsWith('/');
  const selection = {
    accountId: await accountIdOf(satchel),
    bucket,
    basePrefix: key.slice(0, key.lastIndexOf('/', key.length - 2) + 1),
    keys: isFolder ? [] : [key],
    prefixes: isFolder ? [key] : [],
  };
  const { jobId } = await requestInPage(page, 'transfer.download', { grantId: granted(grant), selection });
  return secondsOf(satchel, jobId);
}

/** The id of the only account; throws when the app has none. */
export async function accountIdOf({ page }: RunningSatchel): Promise<string> {
  const [account] = (await requestInPage(page, 'account.list', {})).accounts;
  if (!account) throw new Error('Satchel has no account');
  return account.id;
}

function granted(grant: { readonly grantId: string } | null): string {
  if (!grant) throw new Error('The dialog was answered with nothing');
  return grant.grantId;
}

/** The job times itself, so that asking now and then is exact enough. */
async function secondsOf(
  { page }: RunningSatchel,
  jobId: string,
  isEnough: (job: TransferJob) => boolean = () => false,
): Promise<number> {
  for (;;) {
    const { jobs } = await requestInPage(page, 'transfer.list', {});
    const job = jobs.find(({ id }) => id === jobId);
    if (job && isEnough(job)) return (Date.now() - job.startedAtMs) / 1000;
    if (job?.endedAtMs !== undefined && job.status === 'done')
      return (job.endedAtMs - job.startedAtMs) / 1000;
    if (!job || !goesOn.has(job.status)) {
      throw new Error(
        `The job is ${job?.status ?? 'gone'}: ${JSON.stringify(job?.failures[0] ?? job?.error)}`,
      );
    }
    await pause(100);
  }
}
