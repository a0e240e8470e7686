import { makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type KeepingPlace, keepingPlaces } from '../../../shared/domain/account.ts';
import { FormField } from './FormField.tsx';
import type { AccountFormControl } from './useAccountForm.ts';

const useStyles = makeStyles({
  label: { display: 'flex', flexDirection: 'column' },
  more: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
});

/** Asks where the keys are kept, and says of each place what that means. */
export function KeepingField({ form }: { readonly form: AccountFormControl }) {
  const styles = useStyles();
  const { t } = useTranslation('accountForm');
  const moreId = useId();
  const { file, keychain } = form.basis.keeping;
  const wasIn = form.basis.edited?.keepIn;
  const more: Record<KeepingPlace, string> = {
    file: t(file.isWritable ? 'keep.filePath' : 'keep.fileNotWritable', { path: file.path }),
    keychain: t('keep.keychainMore'),
    session: t('keep.sessionMore'),
  };
  // A place that holds the keys already is shown even where nothing new could be kept there.
  const places = keepingPlaces.filter(
    (place) => place !== 'keychain' || keychain.isAvailable || wasIn === place,
  );
  return (
    <FormField
      form={form}
      name="keepIn"
      label={t('keep.label')}
      hint={places.includes('keychain') ? null : t('keep.noKeychain')}
    >
      <RadioGroup
        value={form.fields.keepIn}
        onChange={(_, data) => {
          const keepIn = keepingPlaces.find((place) => place === data.value);
          if (keepIn !== undefined) form.change({ keepIn });
        }}
      >
        {places.map((place) => (
          <Radio
            key={place}
            value={place}
            disabled={place === 'file' && !file.isWritable && wasIn !== 'file'}
            label={
              <span className={styles.label}>
                {t(`keep.${place}`)}
                <Text id={`${moreId}${place}`} size={200} className={styles.more}>
                  {more[place]}
                </Text>
              </span>
            }
          />
        ))}
      </RadioGroup>
    </FormField>
  );
}
