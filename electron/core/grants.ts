import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DownloadGrant, UploadGrant } from '../../shared/domain/grant.ts';
import { SatchelError } from './satchelError.ts';

/** What the user allowed by a dialog or a drop, by an opaque id: the page names the id, the paths stay here. */
export interface Grants {
  /** Allows reading these files and folders. */
  grantUpload(paths: readonly string[]): Promise<UploadGrant>;
  /** Allows writing below this folder. */
  grantDownload(folderPath: string): DownloadGrant;
  /** Uses up a grant; throws `request.stale` for one that is unknown, used, or older than the last hundred. */
  takeUpload(grantId: string): readonly string[];
  /** Uses up a grant; throws `request.stale` for one that is unknown, used, or older than the last hundred. */
  takeDownload(grantId: string): string;
  /** Allows trusting the certificates of a file. */
  grantCaFile(path: string): { readonly grantId: string; readonly fileName: string };
  /** The file's path, as often as the form is sent; throws `request.stale` as the others do. */
  findCaFile(grantId: string): string;
}

const keptGrants = 100;

/** No grants yet; `newId` makes ids that cannot be guessed. */
export function createGrants({ newId }: { readonly newId: () => string }): Grants {
  const uploads = new Map<string, readonly string[]>();
  const downloads = new Map<string, string>();
  const caFiles = new Map<string, string>();
  return {
    async grantUpload(paths) {
      const entries = await Promise.all(
        paths.map(async (path) => ({ kind: await kindOf(path), name: basename(path) || path })),
      );
      return { grantId: keep(uploads, newId(), paths), entries };
    },
    grantDownload: (folderPath) => ({ grantId: keep(downloads, newId(), folderPath), label: folderPath }),
    takeUpload: (grantId) => take(uploads, grantId),
    takeDownload: (grantId) => take(downloads, grantId),
    grantCaFile: (path) => ({ grantId: keep(caFiles, newId(), path), fileName: basename(path) }),
    findCaFile: (grantId) => find(caFiles, grantId),
  };
}

function keep<T>(grants: Map<string, T>, grantId: string, value: T): string {
  grants.set(grantId, value);
  for (const oldest of grants.keys()) {
    if (grants.size <= keptGrants) break;
    grants.delete(oldest);
  }
  return grantId;
}

function take<T>(grants: Map<string, T>, grantId: string): T {
  const value = find(grants, grantId);
  grants.delete(grantId);
  return value;
}

function find<T>(grants: ReadonlyMap<string, T>, grantId: string): T {
  const value = grants.get(grantId);
  if (value === undefined) throw new SatchelError('request.stale', 'That choice is not known any more');
  return value;
}

/** What cannot be looked at is shown as a file; its upload will say why it cannot be read. */
async function kindOf(path: string): Promise<'file' | 'folder'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'file';
  }
}
