import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Settings } from '../shared/domain/settings.ts';
import { App } from './App.tsx';
import { speak, startI18n } from './i18n.ts';
import { onEvent, request } from './ipc/client.ts';
import { languageFor } from './languages.ts';

/** Goes on in the language before, English at first, where the catalogue cannot be had. */
async function speakAs({ language }: Pick<Settings, 'language'>): Promise<void> {
  try {
    await speak(languageFor(language, navigator.languages));
  } catch (error) {
    console.error(`The texts for "${language}" could not be had`, error);
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
startI18n();
// Nothing is drawn in a language that would be another one a moment later.
await speakAs(await request('settings.get', {}).catch(() => ({ language: 'system' as const })));
onEvent('settings.changed', (settings) => void speakAs(settings));
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
