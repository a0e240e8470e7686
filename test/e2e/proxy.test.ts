import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { type ProxyServer, startHttpProxy } from '../support/proxyServer/proxyServer.ts';
import { interceptBrowser } from '../support/signInBrowser.ts';

const accountId = 'profile:work';
const role = 'arn:aws:iam::111122223333:role/Worker';

let world: AwsWorld;
let satchel: RunningSatchel | undefined;

beforeAll(async () => {
  world = await startAwsWorld({ documents: {} });
  const { lines } = await world.addKeys('base');
  world.identity.addRole({ arn: role });
  const signIn = `[profile team]
sso_start_url = ${world.identity.sso.startUrl}
sso_region = us-east-1
sso_account_id = 111122223333
sso_role_name = Worker
${world.here}`;
  await world.writeFiles({
    config: `[profile work]\nrole_arn = ${role}\nsource_profile = base\n${world.here}\n${signIn}\n[profile base]\n${world.here}\n${world.services}`,
    credentials: `[base]\n${lines}`,
  });
});
afterEach(() => satchel?.close());
afterAll(() => world.close());

/** The servers that a proxy was asked for, each once. */
function serversAsked({ asked }: ProxyServer): readonly string[] {
  const hosts = asked.map((line) => {
    const [method = '', target = ''] = line.split(' ');
    return method === 'CONNECT' ? target : new URL(target).host;
  });
  return [...new Set(hosts)].sort();
}

async function listBuckets({ page }: RunningSatchel): Promise<readonly string[]> {
  const buckets = await requestInPage(page, 'bucket.list', { accountId, listingId: 'test' });
  return buckets.map(({ name }) => name);
}

const both = () => [new URL(world.server.url).host, new URL(world.identity.url).host].sort();

// Chromium reads these variables on Linux where no desktop has settings of its own.
test.runIf(process.platform === 'linux')(
  "the system's proxy is on the way to S3, STS and Identity Center",
  async () => {
    const proxy = await startHttpProxy();
    const address = `http://127.0.0.1:${proxy.port}`;
    // Without this exception from the exception, Chromium takes no proxy to this computer.
    const env = { http_proxy: address, https_proxy: address, no_proxy: '<-loopback>' };
    satchel = await world.open({ env });
    expect(await listBuckets(satchel)).toEqual(['documents']);
    expect(proxy.asked).not.toContainEqual(expect.stringContaining('/client/register'));
    await interceptBrowser(satchel.app);
    const { signInId } = await requestInPage(satchel.page, 'account.signIn', { accountId: 'profile:team' });
    await expect
      .poll(() => proxy.asked, { timeout: 20_000 })
      .toContainEqual(expect.stringContaining('/client/register'));
    await requestInPage(satchel.page, 'account.cancelSignIn', { signInId });
    // And to nothing else: no update, no dictionary.
    expect(serversAsked(proxy)).toEqual(both());
    await proxy.kill();
  },
);

test('a proxy of the settings takes effect at once, and its end is told in its own words', async () => {
  const proxy = await startHttpProxy({ user: 'anna', password: 'open sesame' });
  satchel = await world.open();
  const { page } = satchel;
  const url = `http://127.0.0.1:${proxy.port}`;
  const settings = await requestInPage(page, 'settings.setProxy', {
    mode: 'manual',
    url,
    user: 'anna',
    password: 'open sesame',
  });
  expect(settings.proxy).toEqual({ mode: 'manual', url, user: 'anna', hasPassword: true });
  expect(await listBuckets(satchel)).toEqual(['documents']);
  expect(serversAsked(proxy)).toContain(new URL(world.server.url).host);

  await requestInPage(page, 'settings.setProxy', { mode: 'manual', url, user: 'anna', password: 'wrong' });
  await expect(listBuckets(satchel)).rejects.toMatchObject({ appError: { code: 'network.proxyRefused' } });

  await proxy.kill();
  await requestInPage(page, 'settings.setProxy', { mode: 'manual', url });
  await expect(listBuckets(satchel)).rejects.toMatchObject({
    appError: { code: 'network.proxyFailed', action: 'openSettings' },
  });

  await requestInPage(page, 'settings.setProxy', { mode: 'none' });
  expect(await listBuckets(satchel)).toEqual(['documents']);
});
