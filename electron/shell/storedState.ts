import { z } from 'zod';
import { type Settings, settingsSchema } from '../../shared/domain/settings.ts';
import { type WindowPlace, windowPlaceSchema } from './windowPlace.ts';

/** What Satchel is set to before the user changed anything. */
export const defaultSettings: Settings = {
  theme: 'system',
  language: 'system',
  showsThumbnails: true,
  downloadFolder: '',
  parallelTransfers: 0,
  speedLimits: { uploadBytesPerSecond: null, downloadBytesPerSecond: null, schedule: null },
  keepsAwake: true,
  onTaken: 'ask',
  whenClosed: 'ask',
  lastAccountId: '',
  proxy: { mode: 'system' },
};

/** All that is kept in the settings file. */
export type StoredState = {
  readonly settings: Settings;
  readonly addedBuckets: ReadonlyMap<string, readonly string[]>;
  readonly windowPlace: WindowPlace | undefined;
};

const { shape } = settingsSchema;
const forgivingSettings = z
  .object({
    theme: shape.theme.catch(defaultSettings.theme),
    language: shape.language.catch(defaultSettings.language),
    showsThumbnails: shape.showsThumbnails.catch(defaultSettings.showsThumbnails),
    downloadFolder: shape.downloadFolder.catch(defaultSettings.downloadFolder),
    parallelTransfers: shape.parallelTransfers.catch(defaultSettings.parallelTransfers),
    speedLimits: shape.speedLimits.catch(defaultSettings.speedLimits),
    keepsAwake: shape.keepsAwake.catch(defaultSettings.keepsAwake),
    onTaken: shape.onTaken.catch(defaultSettings.onTaken),
    whenClosed: shape.whenClosed.catch(defaultSettings.whenClosed),
    lastAccountId: shape.lastAccountId.catch(defaultSettings.lastAccountId),
    proxy: shape.proxy.catch(defaultSettings.proxy),
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
