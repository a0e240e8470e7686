import type { ObjectHead } from '../storage/storage.ts';
import type { StoredItem } from './records.ts';
import { compareContent } from './sameContent.ts';

/** How far the server's clock may be off; requests of one that is off by 15 min are refused anyway. */
const clockToleranceMs = 5 * 60 * 1000;

/**
 * What is to be done with an object that an earlier try may have copied: `copy` as if it was the first, `copyOver` what is
 * our own and not whole or not of this version, `finish` what is there and proven, or nothing any more: `done`, or `gone`
 * when somebody has taken the source away.
 */
export type ResumeDecision = 'copy' | 'copyOver' | 'finish' | 'done' | 'gone';

/** Decides by what is at the source and at the target now. */
export function decideResume(
  item: StoredItem,
  source: ObjectHead | undefined,
  target: ObjectHead | undefined,
): ResumeDecision {
  if (source === undefined) return target !== undefined && mayBeOwn(item, target) ? 'done' : 'gone';
  if (target === undefined || !mayBeOwn(item, target)) return 'copy';
  const isSameSource = item.etag === undefined || item.etag === source.etag;
  const content = compareContent(source, target);
  if (target.etag === item.targetEtag) return isSameSource && content !== 'different' ? 'finish' : 'copyOver';
  if (content === 'same') return 'finish';
  // Others, too, write objects; one of another length than ours is theirs.
  return target.sizeBytes === item.sizeBytes && content === 'unknown' ? 'copyOver' : 'copy';
}

/** Whether the object at the target can be what an earlier try has put there. */
export function mayBeOwn(item: StoredItem, target: ObjectHead): boolean {
  if (item.targetEtag !== undefined) return item.targetEtag === target.etag;
  return item.askedAtMs !== undefined && target.modifiedAtMs >= item.askedAtMs - clockToleranceMs;
}
