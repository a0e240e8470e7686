import { z } from 'zod';
import { type Settings, settingsSchema } from '../../shared/domain/settings.ts';
import { type WindowPlace, windowPlaceSchema } from './windowPlace.ts';

/** What Satchel is set to before the user changed anything. */
export const defaultSettings: Settings = {
  theme: 'system',
  downloadFolder: '',
  parallelTransfers: 4,
  lastAccountId: '',
  proxy: { mode: 'system' },
};

/** All that is kept in the settings file. */
export type StoredState = {
  readonly settings: Settings;
  readonly addedBuckets: ReadonlyMap<string, readonly string[]>;
  readonly windowPlace: WindowPlace | undefined;
};

const { theme, downloadFolder, parallelTransfers, lastAccountId, proxy } = settingsSchema.shape;
const forgivingSettings = z
  .object({
    theme: theme.catch(defaultSettings.theme),
    downloadFolder: downloadFolder.catch(defaultSettings.downloadFolder),
    parallelTransfers: parallelTransfers.catch(defaultSettings.parallelTransfers),
    lastAccountId: lastAccountId.catch(defaultSettings.lastAccountId),
    proxy: proxy.catch(defaultSettings.proxy),
  })
  .catch(defaultSettings);

const storedSchema = z.object({
  settings: forgivingSettings.default(defaultSettings),
  addedBuckets: z.record(z.string(), z.array(z.string()).catch([])).catch({}).default({}),
  windowPlace: windowPlaceSchema.optional().catch(undefined),
});

/** Reads what a settings file held; every field that is missing or makes no sense becomes its default. */
export function parseStoredState(stored: unknown): StoredState {
  const { settings, addedBuckets, windowPlace } = storedSchema.catch(storedSchema.parse({})).parse(stored);
  return { settings, addedBuckets: new Map(Object.entries(addedBuckets)), windowPlace };
}
