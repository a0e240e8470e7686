import i18next from 'i18next';
import type { AppError } from '../../shared/domain/appError.ts';
import { displayName } from './displayName.ts';
import { formatCount, formatDuration, formatSize } from './format.ts';
import { sentences } from './sentences.ts';

/**
 * The error's values as its sentence shows them: `neededBytes` as the size `needed`, `minutes` as a duration, texts as
 * names that cannot deceive.
 */
function shownParams(params: AppError['params'] = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value === 'string') return [name, displayName(value)];
      if (name.endsWith('Bytes')) return [name.slice(0, -'Bytes'.length), formatSize(value)];
      return [name, name === 'minutes' ? formatDuration(value * 60, 'long') : formatCount(value)];
    }),
  );
}

/**
 * The values that a title can name, in the order of preference; `title_<name>` is its variant in the catalogue, and
 * `sizes` the one that names two sizes. A variant counts only where every value in it is known.
 */
const titleContexts = [
  'sizes',
  'name',
  'bucket',
  'minutes',
  'region',
  'line',
  'file',
  'role',
  'key',
  'url',
  'host',
  'profile',
] as const;

type Shown = { readonly ns: 'errors'; readonly defaultValue: '' } & Readonly<Record<string, string>>;

/** The title's variant with its values in it; '' where the catalogue has none, or where a value is missing. */
function variantOf(error: AppError, context: string, shown: Shown): string {
  const key = `${error.code}.title_${context}` as never;
  const template = i18next.t(key, { ns: 'errors', defaultValue: '', skipInterpolation: true }) as string;
  const values = [...template.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '');
  return values.every((value) => shown[value] !== undefined) ? i18next.t(key, shown) : '';
}

/** What happened, in one plain sentence; it names the file or the place where main told it. */
export function errorTitle(error: AppError): string {
  const shown: Shown = { ...shownParams(error.params), ns: 'errors', defaultValue: '' };
  for (const context of titleContexts) {
    const named = variantOf(error, context, shown);
    if (named !== '') return named;
  }
  return i18next.t(`${error.code}.title`, shown) || i18next.t('error.unknown', { ns: 'ui' });
}

/** What to do about it; '' where there is nothing to do. */
export function errorHint(error: AppError): string {
  return i18next.t(`${error.code}.text`, { ns: 'errors', defaultValue: '', ...shownParams(error.params) });
}

/** Both sentences in one line. */
export function errorText(error: AppError): string {
  return sentences(errorTitle(error), errorHint(error));
}

/** Both sentences for a list that names the file itself, so that the sentence does not name it again. */
export function errorTextInList(error: AppError): string {
  const { name: _, ...params } = error.params ?? {};
  return errorText({ ...error, params });
}

/** The text for whoever helps the user: the code and what the server or the system said. */
export function technicalText(error: AppError): string {
  return `${error.code}\n${error.message}`;
}

/** What the error's one button says, or undefined where it offers none. */
export function errorActionLabel(error: AppError): string | undefined {
  const action = error.action ?? (error.retryable ? 'retry' : undefined);
  return action === undefined ? undefined : i18next.t(`actions.${action}`, { ns: 'errors' });
}
