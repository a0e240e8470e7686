import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import { toAppError } from '../../ipc/client.ts';
import { frame } from '../../theme.ts';
import { announce } from '../../ui/announce.ts';
import { errorText } from '../../ui/errorText.ts';

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalS,
    width: `${frame.formWidth}px`,
    textAlign: 'start',
  },
});

/** The field for the name of a bucket, where the buckets would be for an account that may not list them. */
export function AddBucketForm({ onAdd }: { readonly onAdd: (bucket: string) => Promise<void> }) {
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const [name, setName] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [isSubmitted, setIsSubmitted] = useState(false);
  const [error, setError] = useState<AppError>();
  const submit = async () => {
    if (isBusy) return;
    setIsSubmitted(true);
    if (name === '') return;
    setIsBusy(true);
    try {
      await onAdd(name);
      announce(t('addBucket.added', { bucket: name }));
    } catch (thrown) {
      setError(toAppError(thrown));
    } finally {
      setIsBusy(false);
    }
  };
  const problem =
    error !== undefined ? errorText(error) : isSubmitted && name === '' ? t('addBucket.empty') : undefined;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field label={t('addBucket.field')} validationMessage={problem ?? null}>
        <Input
          input={{ dir: 'ltr' }}
          value={name}
          spellCheck={false}
          autoComplete="off"
          onChange={(_, data) => {
            setName(data.value);
            setIsSubmitted(false);
            setError(undefined);
          }}
        />
      </Field>
      <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
        {t('addBucket.submit')}
      </Button>
    </form>
  );
}
