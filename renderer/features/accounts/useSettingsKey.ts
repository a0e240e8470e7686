import { useEffect, useRef } from 'react';
import { isMac } from '../browse/platform.ts';
import { commandOfKeys } from '../commands/commandKeys.ts';

/** Lets the key for the settings open them where no folder is shown. */
export function useSettingsKey(openSettings: () => void): void {
  const latest = useRef(openSettings);
  latest.current = openSettings;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || commandOfKeys(event, 'window', isMac) !== 'settings') return;
      if (document.querySelector('[aria-modal="true"]') !== null) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
