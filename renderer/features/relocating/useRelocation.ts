import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { Location } from '../../../shared/domain/object.ts';
import { listingKey } from '../browse/useListing.ts';
import { createRelocation, type Relocation, type RelocationPorts, runRelocation } from './relocate.ts';
import { askAboutTaken } from './takenQuestion.ts';

/** Moving, copying, renaming and duplicating; what they change shows at once where that is safe. */
export function useRelocation(onMade: RelocationPorts['onMade']): Relocation {
  const client = useQueryClient();
  const latest = useRef(onMade);
  latest.current = onMade;
  return useMemo(
    () =>
      createRelocation({
        run: runRelocation,
        ask: askAboutTaken,
        onMade: (target, ids) => latest.current(target, ids),
        settled: (folders: readonly Location[]) =>
          Promise.all(
            folders.map((folder) =>
              // What the activity has asked for already is waited for, and not asked again.
              client.refetchQueries(
                { queryKey: listingKey(folder), type: 'active' },
                { cancelRefetch: false },
              ),
            ),
          ),
      }),
    [client],
  );
}
