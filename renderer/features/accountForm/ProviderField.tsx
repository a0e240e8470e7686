import { Dropdown, Field, Option } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ProviderChoice } from '../../../shared/domain/provider.ts';
import { popupPositioning } from '../../ui/popupPositioning.ts';
import type { AccountFormControl } from './useAccountForm.ts';

/** Asks where the files are, and tells where that provider's keys are found. */
export function ProviderField({ form }: { readonly form: AccountFormControl }) {
  const { t } = useTranslation('accountForm');
  const { provider, basis } = form;
  const nameOf = ({ id, displayName }: ProviderChoice) =>
    id === 'other' ? t('provider.other') : displayName;
  const help = t(`provider.help.${provider.id}` as never, { defaultValue: t('provider.help.other') });
  return (
    <Field label={t('provider.label')} hint={basis.edited === undefined ? help : null}>
      <Dropdown
        inlinePopup
        positioning={popupPositioning}
        value={nameOf(provider)}
        selectedOptions={[provider.id]}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && form.chooseProvider(optionValue)}
      >
        {basis.providers.map((each) => (
          <Option key={each.id} value={each.id}>
            {nameOf(each)}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
