import { type Figure, median } from './figures.ts';
import { bucket, type Session } from './session.ts';

const keyCount = 100_000;
const prefix = 'crowd/';

/** A folder of 100,000 keys: seconds until its first rows are drawn, and until all of it is listed. */
export async function benchListing(session: Session, rounds: number): Promise<readonly Figure[]> {
  await fillFolder(session);
  const satchel = await session.launch();
  try {
    const firstRows: number[] = [];
    const all: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await satchel.page.getByRole('treeitem', { name: bucket }).click();
      const folderRow = satchel.page.getByRole('row').filter({ hasText: 'crowd' });
      await folderRow.waitFor();
      const openedMs = performance.now();
      await folderRow.dblclick();
      await satchel.page.getByRole('row').filter({ hasText: 'file-00001.txt' }).waitFor();
      firstRows.push((performance.now() - openedMs) / 1000);
      all.push(await listAllInSatchel(satchel.page));
    }
    const peers = [];
    for (const peer of session.peers) peers.push({ name: peer.name, value: await peer.list(bucket, prefix) });
    return [
      { name: '100,000 keys: first rows on screen', value: median(firstRows), unit: 's', peers: [] },
      { name: '100,000 keys: all listed', value: median(all), unit: 's', peers },
    ];
  } finally {
    await satchel.close();
  }
}

async function fillFolder(session: Session): Promise<void> {
  console.log(`Making a folder of ${keyCount} keys; this takes a minute or two.`);
  const content = Buffer.from('x');
  let next = 0;
  const worker = async () => {
    while (next < keyCount) {
      const key = `${prefix}file-${String(next).padStart(5, '0')}.txt`;
      next += 1;
      await session.storage.put({ bucket, key }, content);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

/** Seconds to fetch every page over the boundary, as the window does when it loads all. */
function listAllInSatchel(page: import('playwright-core').Page): Promise<number> {
  return page.evaluate(
    async (place) => {
      const send = async (name: string, input: unknown) => {
        const answer = await window.satchel.request(name, input);
        if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
        return answer.value;
      };
      const [account] = (await send('account.list', {})) as { id: string }[];
      const startedMs = performance.now();
      let cursor: string | undefined;
      do {
        const listed = (await send('listing.getPage', {
          ...place,
          accountId: account?.id,
          listingId: 'bench',
          ...(cursor && { cursor }),
        })) as { nextCursor?: string };
        cursor = listed.nextCursor;
      } while (cursor);
      return (performance.now() - startedMs) / 1000;
    },
    { bucket, prefix },
  );
}
