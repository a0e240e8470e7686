import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';

/** Says why a drop did nothing. */
export function NothingDropped({ onDismiss }: { readonly onDismiss: () => void }) {
  const { t } = useTranslation(['upload', 'common']);
  return (
    <MessageBar intent="warning" shape="square">
      <MessageBarBody>{t('upload:drop.nothing')}</MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            icon={<DismissRegular />}
            aria-label={t('common:dismiss')}
            onClick={onDismiss}
          />
        }
      />
    </MessageBar>
  );
}
