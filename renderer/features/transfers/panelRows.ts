import type { JobGroup } from './jobGroups.ts';

/** One row of the panel: the head of a group, or a job in it (its place is 1 for the first). */
export type PanelRow =
  | { readonly kind: 'group'; readonly key: string; readonly group: JobGroup }
  | {
      readonly kind: 'job';
      readonly key: string;
      readonly jobId: string;
      readonly placeInGroup: number;
      readonly groupSize: number;
    };

/** The rows of all groups, one under the other; a job keeps its key in whichever group it is. */
export function panelRowsOf(groups: readonly JobGroup[]): readonly PanelRow[] {
  return groups.flatMap((group): readonly PanelRow[] => [
    { kind: 'group', key: `group ${group.kind}`, group },
    ...group.jobIds.map((jobId, index) => ({
      kind: 'job' as const,
      key: `job ${jobId}`,
      jobId,
      placeInGroup: index + 1,
      groupSize: group.jobIds.length,
    })),
  ]);
}
