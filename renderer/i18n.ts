import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../shared/domain/settings.ts';
import accountForm from './messages/en/accountForm.json';
import accounts from './messages/en/accounts.json';
import activity from './messages/en/activity.json';
import browse from './messages/en/browse.json';
import closing from './messages/en/closing.json';
import commands from './messages/en/commands.json';
import common from './messages/en/common.json';
import deleting from './messages/en/deleting.json';
import details from './messages/en/details.json';
import dragging from './messages/en/dragging.json';
import errors from './messages/en/errors.json';
import jobFiles from './messages/en/jobFiles.json';
import organisation from './messages/en/organisation.json';
import palette from './messages/en/palette.json';
import places from './messages/en/places.json';
import relocating from './messages/en/relocating.json';
import search from './messages/en/search.json';
import settings from './messages/en/settings.json';
import sharing from './messages/en/sharing.json';
import signIn from './messages/en/signIn.json';
import tabs from './messages/en/tabs.json';
import transfers from './messages/en/transfers.json';
import ui from './messages/en/ui.json';
import unfinished from './messages/en/unfinished.json';
import upload from './messages/en/upload.json';
import { isolated } from './ui/isolated.ts';

const english = {
  accountForm,
  accounts,
  activity,
  browse,
  closing,
  commands,
  common,
  deleting,
  details,
  dragging,
  errors,
  jobFiles,
  organisation,
  palette,
  places,
  relocating,
  search,
  settings,
  sharing,
  signIn,
  tabs,
  transfers,
  ui,
  unfinished,
  upload,
};

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof english;
  }
}

/** The other languages, a file for each namespace, in chunks of their own. */
const others = import.meta.glob<Readonly<Record<string, unknown>>>(
  ['./messages/*/*.json', '!./messages/en/*'],
  {
    import: 'default',
  },
);

/** Loads the English catalogue, which is in the bundle: texts are there before the first render. */
export function startI18n(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    ns: Object.keys(english),
    resources: { en: english },
    // React escapes what it draws; what is in a sentence only has to keep its direction to itself.
    interpolation: { escape: isolated },
    initAsync: false,
  });
}

/** Shows all texts in a language from now on, and tells the page which one it is and how it runs. */
export async function speak(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'common')) {
    await Promise.all(
      Object.keys(english).map(async (namespace) => {
        const messages = await others[`./messages/${language}/${namespace}.json`]?.();
        if (messages !== undefined) i18next.addResourceBundle(language, namespace, messages);
      }),
    );
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}
