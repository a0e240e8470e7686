import type { RunningSatchel } from '../electronApp.ts';
import type { Screen, ScreenGroup } from './screen.ts';

/** What a group's start makes: the window, and whatever its screens need besides. */
export type Stage = { readonly satchel: RunningSatchel };

/** A screen that is driven with what its group has made; without `leave` it leaves nothing behind. */
export type StagedScreen<S extends Stage> = {
  readonly name: Screen['name'];
  readonly show: (stage: S) => Promise<void>;
  readonly leave?: (stage: S) => Promise<void>;
};

/** A group whose screens work with what its start has made. */
export function stagedScreens<S extends Stage>(
  name: string,
  start: (resources: AsyncDisposableStack) => Promise<S>,
  screens: readonly StagedScreen<S>[],
): ScreenGroup {
  const stages = new WeakMap<RunningSatchel, S>();
  const stageOf = (satchel: RunningSatchel): S => {
    const stage = stages.get(satchel);
    if (stage === undefined) throw new Error(`The screens of ${name} were not started with this window`);
    return stage;
  };
  return {
    name,
    start: async (resources) => {
      const stage = await start(resources);
      stages.set(stage.satchel, stage);
      return stage.satchel;
    },
    screens: screens.map((screen) => ({
      name: screen.name,
      show: (satchel) => screen.show(stageOf(satchel)),
      leave: async (satchel) => screen.leave?.(stageOf(satchel)),
    })),
  };
}

/** Closes the dialog or menu that lies on top as its reader would, and waits until it is gone. */
export async function closeTop({ page }: RunningSatchel): Promise<void> {
  const layers = page.getByRole('dialog').or(page.getByRole('alertdialog')).or(page.getByRole('menu'));
  // What lies below it comes into sight when it goes.
  const top = await layers.last().elementHandle();
  await page.keyboard.press('Escape');
  await top?.waitForElementState('hidden');
}
