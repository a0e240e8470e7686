import { Button, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { displayName } from '../../ui/displayName.ts';
import type { AccountFields } from './accountFields.ts';
import { FormField } from './FormField.tsx';
import { SecretInput } from './SecretInput.tsx';
import type { AccountFormControl } from './useAccountForm.ts';

const useStyles = makeStyles({
  file: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, flexBasis: 0, minWidth: 0, overflowWrap: 'anywhere', userSelect: 'text' },
});

const addressings: readonly AccountFields['addressing'][] = ['usual', 'virtualHost', 'path'];

function Certificates({ form }: { readonly form: AccountFormControl }) {
  const styles = useStyles();
  const { t } = useTranslation('accountForm');
  const { certificates } = form.fields;
  return (
    <FormField form={form} name="certificates" label={t('certificates.label')} hint={t('certificates.hint')}>
      {() => (
        <div className={styles.file}>
          <Text className={styles.name}>
            {certificates === undefined ? t('certificates.none') : displayName(certificates.fileName)}
          </Text>
          {certificates !== undefined && (
            <Button onClick={() => form.change({ certificates: undefined })}>
              {t('certificates.remove')}
            </Button>
          )}
          <Button onClick={form.chooseCertificates}>{t('certificates.choose')}</Button>
        </div>
      )}
    </FormField>
  );
}

/** What few people need: a session token, and how to speak to a server of one's own. */
export function MoreFields({ form }: { readonly form: AccountFormControl }) {
  const { t } = useTranslation('accountForm');
  const { provider, fields, change, basis } = form;
  return (
    <>
      <FormField
        form={form}
        name="sessionToken"
        label={t('sessionToken.label')}
        hint={t(basis.edited?.hasSessionToken === true ? 'sessionToken.kept' : 'sessionToken.hint')}
      >
        <SecretInput
          what={t('sessionToken.what')}
          value={fields.sessionToken}
          onChange={(_, data) => change({ sessionToken: data.value })}
        />
      </FormField>
      {provider.isSelfHosted && (
        <>
          <FormField form={form} name="addressing" label={t('addressing.label')} hint={t('addressing.hint')}>
            <RadioGroup
              value={fields.addressing}
              onChange={(_, data) => {
                const addressing = addressings.find((one) => one === data.value);
                if (addressing !== undefined) change({ addressing });
              }}
            >
              {addressings.map((addressing) => (
                <Radio key={addressing} value={addressing} label={t(`addressing.${addressing}`)} />
              ))}
            </RadioGroup>
          </FormField>
          <Certificates form={form} />
        </>
      )}
    </>
  );
}
