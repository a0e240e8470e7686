import { useState } from 'react';
import type { EditedAccount, Keeping } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { ProviderChoice } from '../../../shared/domain/provider.ts';
import { request, toAppError } from '../../ipc/client.ts';
import {
  type AccountFields,
  fieldsOf,
  formOf,
  newFields,
  withPasted,
  withProvider,
} from './accountFields.ts';
import { type FieldProblems, problemsOf } from './fieldProblems.ts';
import { type PastedKeys, readPastedKeys } from './pastedKeys.ts';

/** What the form needs to know before it can be shown. */
export type FormBasis = {
  readonly providers: readonly ProviderChoice[];
  readonly keeping: Keeping;
  /** The account that is edited; missing for a new one. */
  readonly edited: EditedAccount | undefined;
};

/** The form's fields and what can be done with them. */
export type AccountFormControl = {
  readonly basis: FormBasis;
  readonly fields: AccountFields;
  readonly provider: ProviderChoice;
  /** Mistakes to show; none before the first try to save. */
  readonly problems: FieldProblems;
  readonly error: AppError | undefined;
  readonly isSaving: boolean;
  /** Counts the tries that ended with a mistake, so that the focus can go there each time. */
  readonly refusedCount: number;
  readonly change: (change: Partial<AccountFields>) => void;
  readonly chooseProvider: (id: string) => void;
  /** Fills the fields from a text with several settings, and tells which; undefined for any other text. */
  readonly paste: (text: string) => PastedKeys | undefined;
  readonly chooseCertificates: () => void;
  readonly save: () => void;
};

const preferredProvider = 'aws';

/** Holds what is typed for as long as the dialog is open; the secrets are nowhere else in the page. */
export function useAccountForm(
  basis: FormBasis,
  accountId: string | undefined,
  providerId: string | undefined,
  onSaved: (accountId: string, name: string) => void,
): AccountFormControl {
  const { providers, keeping, edited } = basis;
  const providerOf = (id: string) => providers.find((provider) => provider.id === id) ?? firstOf(providers);
  const [fields, setFields] = useState(() =>
    edited === undefined ? newFields(providerOf(providerId ?? preferredProvider), keeping) : fieldsOf(edited),
  );
  const [isChecked, setIsChecked] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [refusedCount, setRefusedCount] = useState(0);
  const [error, setError] = useState<AppError>();
  const provider = providerOf(fields.providerId);
  const problems = problemsOf(fields, provider, edited);

  const change = (part: Partial<AccountFields>) => {
    setFields((now) => ({ ...now, ...part }));
    setError(undefined);
  };
  const refuse = (thrown?: unknown) => {
    if (thrown !== undefined) setError(toAppError(thrown));
    setRefusedCount((count) => count + 1);
  };
  const save = async () => {
    if (isSaving) return;
    setIsChecked(true);
    if (Object.keys(problems).length > 0) return refuse();
    setIsSaving(true);
    setError(undefined);
    const form = formOf(fields, provider, edited);
    try {
      const saved = await request('account.save', { ...(accountId !== undefined && { accountId }), form });
      onSaved(saved.accountId, form.name);
    } catch (thrown) {
      setIsSaving(false);
      refuse(thrown);
    }
  };
  const chooseCertificates = async () => {
    try {
      const chosen = await request('account.chooseCaFile', {});
      if (chosen !== null) change({ certificates: chosen });
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return {
    basis,
    fields,
    provider,
    problems: isChecked ? problems : {},
    error,
    isSaving,
    refusedCount,
    change,
    chooseProvider: (id) => {
      // Another provider asks for something else, which nobody had the chance to fill in.
      setIsChecked(false);
      change(withProvider(fields, provider, providerOf(id)));
    },
    paste: (text) => {
      const pasted = readPastedKeys(text);
      if (pasted !== undefined) change(withPasted(fields, pasted, provider));
      return pasted;
    },
    chooseCertificates: () => void chooseCertificates(),
    save: () => void save(),
  };
}

function firstOf(providers: readonly ProviderChoice[]): ProviderChoice {
  const [first] = providers;
  if (first === undefined) throw new Error('provider.list is empty');
  return first;
}
