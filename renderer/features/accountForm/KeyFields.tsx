import { Input } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FormField } from './FormField.tsx';
import { SecretInput } from './SecretInput.tsx';
import type { AccountFormControl } from './useAccountForm.ts';

/** The access key and its secret; for keys that are there already, empty fields keep them. */
export function KeyFields({ form }: { readonly form: AccountFormControl }) {
  const { t } = useTranslation('accountForm');
  const { fields, change } = form;
  const accessKey = useRef<HTMLInputElement>(null);
  const isEdited = form.basis.edited !== undefined;
  const ending = form.basis.edited?.accessKeyEnding;
  // Whoever edits an account comes for its keys.
  useEffect(() => {
    if (isEdited) accessKey.current?.focus();
  }, [isEdited]);
  return (
    <>
      <FormField
        form={form}
        name="accessKeyId"
        label={t('accessKey.label')}
        hint={
          ending === undefined
            ? t('accessKey.hint')
            : ending === ''
              ? t('accessKey.keptHidden')
              : t('accessKey.kept', { ending })
        }
      >
        <Input
          input={{ ref: accessKey, dir: 'ltr' }}
          value={fields.accessKeyId}
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="off"
          onChange={(_, data) => change({ accessKeyId: data.value })}
        />
      </FormField>
      <FormField
        form={form}
        name="secretAccessKey"
        label={t('secret.label')}
        hint={ending === undefined || fields.accessKeyId !== '' ? null : t('secret.kept')}
      >
        <SecretInput
          what={t('secret.what')}
          value={fields.secretAccessKey}
          onChange={(_, data) => change({ secretAccessKey: data.value })}
        />
      </FormField>
    </>
  );
}
