import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import { toAppError } from '../../ipc/client.ts';
import { errorHint, errorTitle } from '../../ui/errorText.ts';

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
  },
});

/** Stands where the buckets would be for an account that may not list them, and says why. */
export function AddBucketForm({ onAdd }: { readonly onAdd: (bucket: string) => Promise<void> }) {
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const [name, setName] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const submit = async () => {
    if (name === '' || isBusy) return;
    setIsBusy(true);
    try {
      await onAdd(name);
      setName('');
    } catch (thrown) {
      setError(toAppError(thrown));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Text>{t('addBucket.why')}</Text>
      <Field
        label={t('addBucket.field')}
        validationMessage={error === undefined ? null : `${errorTitle(error)} ${errorHint(error)}`}
      >
        <Input
          value={name}
          spellCheck={false}
          autoComplete="off"
          onChange={(_, data) => {
            setName(data.value);
            setError(undefined);
          }}
        />
      </Field>
      <Button type="submit" appearance="primary" disabledFocusable={isBusy || name === ''}>
        {t('addBucket.submit')}
      </Button>
    </form>
  );
}
