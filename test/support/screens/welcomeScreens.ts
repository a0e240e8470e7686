import { accountsWindow } from '../accountsWindow.ts';
import { type AwsWorld, startAwsWorld } from '../awsWorld.ts';
import { launchSatchel } from '../electronApp.ts';
import { fileWindow } from '../fileWindow.ts';
import { closeTop, type Stage, stagedScreens } from './stagedScreens.ts';

/** The first start on a computer that knows no account. */
export const welcomeScreens = stagedScreens('welcome', startWithNothing, [
  {
    name: 'welcome',
    show: ({ satchel }) => wayToBegin(satchel, 0).waitFor(),
  },
  {
    name: 'welcome-sign-in',
    show: async ({ satchel }) => {
      await wayToBegin(satchel, 1).click();
      await accountsWindow(satchel.page).field('Sign-in address').waitFor();
    },
    leave: ({ satchel }) => closeTop(satchel),
  },
  {
    name: 'welcome-other-provider',
    show: async ({ satchel }) => {
      await wayToBegin(satchel, 2).click();
      await accountsWindow(satchel.page).field('Server address').waitFor();
    },
    leave: ({ satchel }) => closeTop(satchel),
  },
  {
    name: 'welcome-demo',
    show: async ({ satchel }) => {
      await wayToBegin(satchel, 3).click();
      await fileWindow(satchel.page).bucket('photos').waitFor({ timeout: 120_000 });
    },
  },
]);

/** The first start on a computer that has profiles of its own. */
export const firstStartScreens = stagedScreens('first-start', startWithProfiles, [
  {
    name: 'first-start',
    show: ({ satchel }) => satchel.page.getByText('bucket: photos').waitFor(),
  },
  {
    name: 'first-start-broken-file',
    show: async ({ satchel, writeFiles }) => {
      await writeFiles('nonsense\n');
      await satchel.page.getByText(/^Line \d+ of /).waitFor();
    },
    leave: async ({ satchel, writeFiles }) => {
      await writeFiles('');
      await satchel.page.getByText(/^Line \d+ of /).waitFor({ state: 'detached' });
    },
  },
]);

const wayToBegin = ({ page }: Stage['satchel'], index: number) =>
  page.getByRole('list', { name: 'How do you want to begin?' }).getByRole('button').nth(index);

async function startWithNothing(resources: AsyncDisposableStack): Promise<Stage> {
  const satchel = await launchSatchel();
  resources.defer(() => satchel.close());
  return { satchel };
}

type FirstStart = Stage & {
  /** Writes the profiles, with these lines at the end. */
  readonly writeFiles: (end: string) => Promise<void>;
};

async function startWithProfiles(resources: AsyncDisposableStack): Promise<FirstStart> {
  const world = await startAwsWorld({ photos: {}, reports: {} });
  resources.defer(() => world.close());
  const writeFiles = await profilesOf(world);
  await writeFiles('');
  const satchel = await world.open();
  resources.defer(() => satchel.close());
  return { satchel, writeFiles };
}

async function profilesOf(world: AwsWorld): Promise<FirstStart['writeFiles']> {
  const home = await world.addKeys('anna', { buckets: ['photos'] });
  const work = await world.addKeys('reporter', { buckets: ['reports'] });
  return (end) =>
    world.writeFiles({
      config: `[profile home]\n${world.here}\n[profile work]\n${world.here}\n${world.services}${end}`,
      credentials: `[home]\n${home.lines}\n[work]\n${work.lines}`,
    });
}
