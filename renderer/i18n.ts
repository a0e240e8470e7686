import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import accountForm from './messages/en/accountForm.json';
import accounts from './messages/en/accounts.json';
import browse from './messages/en/browse.json';
import closing from './messages/en/closing.json';
import common from './messages/en/common.json';
import deleting from './messages/en/deleting.json';
import details from './messages/en/details.json';
import errors from './messages/en/errors.json';
import jobFiles from './messages/en/jobFiles.json';
import settings from './messages/en/settings.json';
import signIn from './messages/en/signIn.json';
import transfers from './messages/en/transfers.json';
import ui from './messages/en/ui.json';
import unfinished from './messages/en/unfinished.json';
import upload from './messages/en/upload.json';

const english = {
  accountForm,
  accounts,
  browse,
  closing,
  common,
  deleting,
  details,
  errors,
  jobFiles,
  settings,
  signIn,
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

/** Loads the message catalogue; texts are there before the first render, because the catalogue is in the bundle. */
export function startI18n(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    ns: Object.keys(english),
    resources: { en: english },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}
