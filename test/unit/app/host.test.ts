import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Log } from '../../../electron/core/ports.ts';
import { systemClock } from '../../../electron/core/systemClock.ts';
import { lockSession } from '../../../electron/shell/security.ts';
import { openSettingsStore } from '../../../electron/shell/settingsStore.ts';
import { defaultSettings } from '../../../electron/shell/storedState.ts';

// Outside of Electron its package is the path of its binary, which nobody starts here.
vi.hoisted(() => vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', 'nowhere'));

describe('the settings file', () => {
  let folder: string;
  const told: string[] = [];
  const log: Log = {
    info: (message) => void told.push(`info: ${message}`),
    error: (message) => void told.push(`error: ${message}`),
  };
  const changed = { ...defaultSettings, theme: 'dark' } as const;
  const cannotBeUsed = 'error: The file settings.json cannot be used; Satchel goes on without it.';

  beforeEach(async () => {
    told.length = 0;
    folder = await mkdtemp(join(tmpdir(), 'satchel-settings-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('keeps what was written for the next start', () => {
    openSettingsStore(folder, log).write(changed);
    expect(openSettingsStore(folder, log).read()).toEqual(changed);
    expect(told).toEqual([]);
  });

  test('is kept beside when it is no JSON', async () => {
    await writeFile(join(folder, 'settings.json'), '{"settings":');
    expect(openSettingsStore(folder, log).read()).toEqual(defaultSettings);
    expect(await readFile(join(folder, 'settings.broken.json'), 'utf8')).toBe('{"settings":');
  });

  test('that cannot be opened leaves the defaults, and is not written', async () => {
    // A folder in its place is refused to everybody, as a file without rights is to all but root.
    await mkdir(join(folder, 'settings.json'));
    const store = openSettingsStore(folder, log);
    expect(store.read()).toEqual(defaultSettings);
    store.write(changed);
    expect(store.read()).toEqual(changed);
    expect(told).toEqual([cannotBeUsed]);
  });

  test('that is broken and cannot be set aside leaves the defaults, and is not written', async () => {
    await writeFile(join(folder, 'settings.json'), 'broken');
    await mkdir(join(folder, 'settings.broken.json'));
    const store = openSettingsStore(folder, log);
    store.write(changed);
    expect(store.read()).toEqual(changed);
    expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('broken');
    expect(told).toEqual([cannotBeUsed]);
  });
});

test('time goes on when the clock of the computer is set back', () => {
  const beforeMs = systemClock.nowMs();
  const dateNow = vi.spyOn(Date, 'now').mockReturnValue(beforeMs - 3_600_000);
  expect(systemClock.nowMs()).toBeGreaterThanOrEqual(beforeMs);
  dateNow.mockRestore();
});

test('the page can download nothing by itself', () => {
  const handlers = new Map<string, (event: { preventDefault(): void }) => void>();
  const session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    setSpellCheckerEnabled: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn(), onHeadersReceived: vi.fn() },
    on: (name: string, handler: (event: { preventDefault(): void }) => void) => handlers.set(name, handler),
  };
  lockSession(session as unknown as Session, { devServerUrl: undefined, isOwnWindow: () => true });
  const preventDefault = vi.fn();
  handlers.get('will-download')?.({ preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});
