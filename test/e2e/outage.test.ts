import { afterEach, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let opened: SatchelOnServer;
afterEach(() => opened.close());

test('a server that is away is named, and Try again works once it is back', async () => {
  opened = await openSatchelOnServer({ documents: { 'menu.pdf': 'menu', 'old/letter.txt': 'letter' } });
  const { server, window, page } = opened;
  await window.openBucket('documents');
  await window.row('menu.pdf').waitFor();
  await server.kill9();
  await window.open('old');
  const retry = page.getByRole('main').getByRole('button', { name: 'Retry' });
  await retry.waitFor();
  await server.restart();
  await retry.click();
  await window.row('letter.txt').waitFor();
});

test('a server that stops answering ends in a message, not in an endless wait', async () => {
  opened = await openSatchelOnServer({ documents: { 'menu.pdf': 'menu' } }, { silenceTimeoutMs: 500 });
  const { control, window, page } = opened;
  await window.bucket('documents').waitFor();
  await control.hang('ListObjectsV2', 100);
  await window.bucket('documents').click();
  const retry = page.getByRole('main').getByRole('button', { name: 'Retry' });
  await retry.waitFor();
  await control.reset();
  await retry.click();
  await window.row('menu.pdf').waitFor();
});
