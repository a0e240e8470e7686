import i18next from 'i18next';
import type { AppError } from '../../shared/domain/appError.ts';
import { displayName } from './displayName.ts';
import { formatSize } from './format.ts';

/** The error's values as its sentence shows them: `...Bytes` as sizes, texts as names that cannot deceive. */
function shownParams(params: AppError['params'] = {}): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value === 'string') return [name, displayName(value)];
      return [name, name.endsWith('Bytes') ? formatSize(value) : value];
    }),
  );
}

function sentence(error: AppError, part: 'title' | 'hint'): string {
  return i18next.t(`${error.code}.${part}`, { ns: 'errors', defaultValue: '', ...shownParams(error.params) });
}

/** What happened, in one plain sentence. */
export function errorTitle(error: AppError): string {
  return sentence(error, 'title') || i18next.t('error.unknown', { ns: 'ui' });
}

/** What to do about it; '' where there is nothing to do. */
export function errorHint(error: AppError): string {
  return sentence(error, 'hint');
}

/** Both sentences in one line, for lists and announcements. */
export function errorText(error: AppError): string {
  return [errorTitle(error), errorHint(error)].filter((text) => text !== '').join(' ');
}

/** The text for whoever helps the user: the code and what the server or the system said. */
export function technicalText(error: AppError): string {
  return `${error.code}\n${error.message}`;
}

/** What the error's one button says, or undefined where it offers none. */
export function errorActionLabel(error: AppError): string | undefined {
  const action = error.action ?? (error.retryable ? 'retry' : undefined);
  return action === undefined ? undefined : i18next.t(`error.action.${action}`, { ns: 'ui' });
}
