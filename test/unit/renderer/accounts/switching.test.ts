import { InfiniteQueryObserver, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listingQuery } from '../../../../renderer/features/browse/useListing.ts';
import { bucketsQuery } from '../../../../renderer/features/buckets/useBuckets.ts';
import { createQueryClient } from '../../../../renderer/queryClient.ts';
import type { Answer } from '../../../../shared/ipc/contract.ts';

type Sent = { readonly name: string; readonly input: Readonly<Record<string, unknown>> };

/** A main process that answers only what is given up. */
function silentMain() {
  const sent: Sent[] = [];
  vi.stubGlobal('window', {
    satchel: {
      request: (name: string, input: Sent['input']) => {
        sent.push({ name, input });
        if (name === 'listing.abort') return Promise.resolve({ ok: true, value: null } satisfies Answer);
        return new Promise<Answer>(() => undefined);
      },
    },
  });
  const idsOf = (name: string) =>
    sent.filter((each) => each.name === name).map(({ input }) => input.listingId);
  return { sent, idsOf };
}

let main: ReturnType<typeof silentMain>;
const client = createQueryClient();
beforeEach(() => {
  main = silentMain();
});
afterEach(() => {
  client.clear();
  vi.unstubAllGlobals();
});

const folderOf = (accountId: string) => ({ accountId, bucket: 'photos', prefix: '2026/' });

test('switching gives up the folder page and the bucket list of the account that is left, and nothing else', () => {
  const folder = new InfiniteQueryObserver(client, listingQuery(folderOf('left')));
  const buckets = new QueryObserver(client, bucketsQuery('left'));
  const stops = [folder.subscribe(() => undefined), buckets.subscribe(() => undefined)];
  const leftIds = [...main.idsOf('listing.getPage'), ...main.idsOf('bucket.list')];
  expect(new Set(leftIds).size).toBe(2);

  folder.setOptions(listingQuery(folderOf('opened')));
  buckets.setOptions(bucketsQuery('opened'));

  expect(main.idsOf('listing.abort').sort()).toEqual(leftIds.sort());
  expect(main.sent.filter(({ input }) => input.accountId === 'opened').map(({ name }) => name)).toEqual([
    'listing.getPage',
    'bucket.list',
  ]);
  for (const stop of stops) stop();
});

test('leaving for the page of all accounts gives up what nobody looks at any more', () => {
  const buckets = new QueryObserver(client, bucketsQuery('left'));
  const stop = buckets.subscribe(() => undefined);
  stop();
  expect(main.idsOf('listing.abort')).toEqual(main.idsOf('bucket.list'));
});

test('each request has an id of its own', () => {
  void client.prefetchQuery(bucketsQuery('a'));
  void client.prefetchQuery(bucketsQuery('b'));
  expect(new Set(main.idsOf('bucket.list')).size).toBe(2);
});
