import type { RunningSatchel } from '../electronApp.ts';

/**
 * A state of the window that users see. The gallery takes pictures of it in each theme and in two languages, and
 * axe looks at it in each theme; so it is driven in English and stands still while theme and language change.
 */
export type Screen = {
  /** Names its pictures: lower case, words joined by hyphens. */
  readonly name: string;
  /** Brings the window from the state in which its group starts to this one, and resolves when it is drawn whole. */
  readonly show: (satchel: RunningSatchel) => Promise<void>;
  /** Brings it back, so that the next screen of the group finds what this one found. */
  readonly leave: (satchel: RunningSatchel) => Promise<void>;
};

/** Screens that one start of Satchel shows one after the other. */
export type ScreenGroup = {
  readonly name: string;
  /** Starts Satchel, and the server that it needs, until the resources are disposed of. */
  readonly start: (resources: AsyncDisposableStack) => Promise<RunningSatchel>;
  readonly screens: readonly Screen[];
};
