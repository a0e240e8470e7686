import { Field, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ProxySettings } from '../../../shared/domain/settings.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { OwnProxy } from './OwnProxy.tsx';
import { useProxy } from './useProxy.ts';

const modes: readonly ProxySettings['mode'][] = ['system', 'none', 'manual'];

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** How Satchel reaches the network: as the system does, directly, or through a proxy that is typed here. */
export function ProxySection({ proxy }: { readonly proxy: ProxySettings }) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const control = useProxy(proxy, { saved: t('proxy.inUse'), forgotten: t('proxy.forgotten') });
  return (
    <div className={styles.section}>
      <Field label={t('proxy.label')} hint={t('proxy.hint')}>
        <RadioGroup
          layout="horizontal"
          value={control.mode}
          onChange={(_, data) => {
            const mode = modes.find((one) => one === data.value);
            if (mode !== undefined) control.chooseMode(mode);
          }}
        >
          {modes.map((mode) => (
            <Radio key={mode} value={mode} label={t(`proxy.${mode}`)} />
          ))}
        </RadioGroup>
      </Field>
      {control.mode === 'manual' && <OwnProxy control={control} />}
      {control.error !== undefined && <ErrorMessage compact error={control.error} />}
    </div>
  );
}
