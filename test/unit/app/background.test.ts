import type { BrowserWindow } from 'electron';
import { expect, test, vi } from 'vitest';
import { createBackground } from '../../../electron/shell/background.ts';

const asked: string[] = [];

vi.mock('electron', () => ({
  app: { on: () => undefined, quit: () => asked.push('quit') },
  Menu: { buildFromTemplate: () => ({}) },
  nativeImage: { createFromDataURL: () => ({}) },
  Tray: class {
    setToolTip = () => undefined;
    setContextMenu = () => undefined;
    on = () => undefined;
    destroy = () => asked.push('icon away');
  },
}));

test.each([
  [false, ['hide', 'icon away', 'show', 'focus']],
  [true, ['hide', 'icon away', 'reload', 'show', 'focus']],
])('the window comes back from the background (its page has crashed: %s)', (isCrashed, expected) => {
  asked.length = 0;
  const window = {
    webContents: { isCrashed: () => isCrashed, reload: () => asked.push('reload') },
    isMinimized: () => false,
    hide: () => asked.push('hide'),
    show: () => asked.push('show'),
    focus: () => asked.push('focus'),
  } as unknown as BrowserWindow;
  const background = createBackground(() => window);
  background.enter();
  expect(background.isOn()).toBe(true);
  background.leave();
  expect([background.isOn(), asked]).toEqual([false, expected]);
});
