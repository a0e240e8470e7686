import { createContext, useContext } from 'react';
import type { AppError } from '../../shared/domain/appError.ts';

/** The names that users gave their accounts, by the profiles that main's errors name. */
export const ErrorNamesContext = createContext<ReadonlyMap<string, string>>(new Map());

/**
 * The error with the account's name as the window shows it. What has to be mended in a file keeps the profile's own
 * name, because that is what stands there.
 */
export function withGivenName(error: AppError, nameOf: (profile: string) => string | undefined): AppError {
  const profile = error.params?.profile;
  const name = typeof profile === 'string' && error.action !== 'openConfig' ? nameOf(profile) : undefined;
  return name === undefined ? error : { ...error, params: { ...error.params, profile: name } };
}

/** The error in the words of the window around it. */
export function useNamedError(error: AppError): AppError {
  const names = useContext(ErrorNamesContext);
  return withGivenName(error, (profile) => names.get(profile));
}
