import { Dropdown, Field, Option } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { popupPositioning } from './popupPositioning.ts';
import type { AccountFormControl } from './useAccountForm.ts';

/** Asks where the files are, and tells where that provider's keys are found. */
export function ProviderField({ form }: { readonly form: AccountFormControl }) {
  const { t } = useTranslation('accountForm');
  const { provider, basis } = form;
  const help = t(`provider.help.${provider.id}` as never, { defaultValue: t('provider.help.other') });
  return (
    <Field label={t('provider.label')} hint={help}>
      <Dropdown
        inlinePopup
        positioning={popupPositioning}
        value={provider.displayName}
        selectedOptions={[provider.id]}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && form.chooseProvider(optionValue)}
      >
        {basis.providers.map(({ id, displayName }) => (
          <Option key={id} value={id}>
            {displayName}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
