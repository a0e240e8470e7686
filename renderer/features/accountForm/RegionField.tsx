import { Combobox, makeStyles, Option, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { FormField } from './FormField.tsx';
import { matchingRegions } from './regionChoices.ts';
import type { AccountFormControl } from './useAccountForm.ts';

const useStyles = makeStyles({
  place: { color: tokens.colorNeutralForeground2 },
});

/** The region: chosen from the provider's own by id or place, or typed. */
export function RegionField({ form }: { readonly form: AccountFormControl }) {
  const styles = useStyles();
  const { t } = useTranslation('accountForm');
  const { provider, fields, change } = form;
  const regions = provider.regions.map((id) => ({
    id,
    place: t(`region.places.${provider.id}.${id}` as never, { defaultValue: '' }) as string,
  }));
  return (
    <FormField
      form={form}
      name="region"
      label={t('region.label')}
      hint={t(regions.length === 0 ? 'region.hintTyped' : 'region.hint')}
    >
      <Combobox
        freeform
        autoComplete="off"
        spellCheck={false}
        placeholder={provider.defaultRegion}
        value={fields.region}
        selectedOptions={[fields.region]}
        onChange={(event) => change({ region: event.target.value })}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && change({ region: optionValue })}
      >
        {matchingRegions(regions, fields.region.trim()).map(({ id, place }) => (
          <Option key={id} value={id} text={id}>
            {id} {place !== '' && <Text className={styles.place}>{place}</Text>}
          </Option>
        ))}
      </Combobox>
    </FormField>
  );
}
