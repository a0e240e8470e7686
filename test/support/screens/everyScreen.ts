import { accountsScreens } from './accountsScreens.ts';
import { detailsScreens } from './detailsScreens.ts';
import { dialogScreens } from './dialogScreens.ts';
import { listScreens } from './listScreens.ts';
import { placesScreens } from './placesScreens.ts';
import type { ScreenGroup } from './screen.ts';
import { searchScreens } from './searchScreens.ts';
import { settingsScreens } from './settingsScreens.ts';
import { signInScreens } from './signInScreens.ts';
import { awayScreens, keysRefusedScreens, noBucketScreens, stateScreens } from './stateScreens.ts';
import { transfersScreens, transferToolsScreens } from './transfersScreens.ts';
import { firstStartScreens, welcomeScreens } from './welcomeScreens.ts';

/** Every state of the window that somebody looks at, group by group. */
export const everyScreen: readonly ScreenGroup[] = [
  welcomeScreens,
  firstStartScreens,
  accountsScreens,
  signInScreens,
  listScreens,
  detailsScreens,
  searchScreens,
  dialogScreens,
  placesScreens,
  transfersScreens,
  transferToolsScreens,
  stateScreens,
  awayScreens,
  keysRefusedScreens,
  noBucketScreens,
  settingsScreens,
];
