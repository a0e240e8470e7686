import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import { errorHint, errorTitle } from '../../ui/errorText.ts';

/** Something the user should know although the account works, such as a clock that is off. */
export function AccountNotice({ notice }: { readonly notice: AppError }) {
  const { t } = useTranslation('accounts');
  return (
    <MessageBar intent="warning" shape="square">
      <MessageBarBody>
        <MessageBarTitle>{errorTitle(notice)}</MessageBarTitle>
        {notice.code === 'clock.skewed' ? t('clockNotice') : errorHint(notice)}
      </MessageBarBody>
    </MessageBar>
  );
}
