import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../ipc/client.ts';

/** Gives main the words that it shows without the page, whenever the language changes. */
export function useMainWords(): void {
  const { t } = useTranslation('commands');
  const open = t('tray.open');
  const quit = t('tray.quit');
  useEffect(() => {
    request('app.setWords', { open, quit }).catch((thrown: unknown) =>
      console.warn('The words of the icon beside the clock could not be set', thrown),
    );
  }, [open, quit]);
}
