import { Combobox, Input, makeStyles, Option, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { popupPositioning } from '../../ui/popupPositioning.ts';
import { FormField } from './FormField.tsx';
import { matchingRegions } from './regionChoices.ts';
import type { AccountFormControl } from './useAccountForm.ts';

const useStyles = makeStyles({
  place: { color: tokens.colorNeutralForeground2 },
});

/** The region: chosen from the provider's own by id or place, or typed. */
export function RegionField({ form }: { readonly form: AccountFormControl }) {
  const { t } = useTranslation('accountForm');
  const { provider, fields, change } = form;
  const hasChoices = provider.regions.length > 0;
  const hint = t(`region.hint.${provider.id}` as never, { defaultValue: t('region.hint.other') });
  return (
    <FormField form={form} name="region" label={t('region.label')} hint={hint}>
      {(control) =>
        hasChoices ? (
          <RegionCombobox {...control} form={form} />
        ) : (
          <Input
            {...control}
            input={{ dir: 'ltr' }}
            value={fields.region}
            placeholder={provider.defaultRegion}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, data) => change({ region: data.value })}
          />
        )
      }
    </FormField>
  );
}

function RegionCombobox({ form, ...control }: { readonly form: AccountFormControl }) {
  const styles = useStyles();
  const { t } = useTranslation('accountForm');
  const [isOpen, setIsOpen] = useState(false);
  const { provider, fields, change } = form;
  const regions = provider.regions.map((id) => ({
    id,
    place: t(`region.places.${provider.id}.${id}` as never, { defaultValue: '' }) as string,
  }));
  const choices = matchingRegions(regions, fields.region.trim());
  return (
    <Combobox
      {...control}
      input={{ dir: 'ltr' }}
      freeform
      inlinePopup
      positioning={popupPositioning}
      // An empty list would be an empty box, and Enter would try to open it.
      open={isOpen && choices.length > 0}
      onOpenChange={(_, data) => setIsOpen(data.open)}
      expandIcon={{ 'aria-label': t('region.list'), tabIndex: -1 }}
      onKeyDown={(event) => event.key === 'Enter' && choices.length === 0 && form.save()}
      autoComplete="off"
      spellCheck={false}
      placeholder={provider.defaultRegion}
      value={fields.region}
      selectedOptions={[fields.region]}
      onChange={(event) => change({ region: event.target.value })}
      onOptionSelect={(_, { optionValue }) => optionValue !== undefined && change({ region: optionValue })}
    >
      {choices.map(({ id, place }) => (
        <Option key={id} value={id} text={id}>
          {id} {place !== '' && <Text className={styles.place}>{place}</Text>}
        </Option>
      ))}
    </Combobox>
  );
}
