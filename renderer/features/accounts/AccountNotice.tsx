import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { AppError } from '../../../shared/domain/appError.ts';
import { errorHint, errorTitle } from '../../ui/errorText.ts';

/** Something the user should know although the account works, such as a clock that is off. */
export function AccountNotice({ notice }: { readonly notice: AppError }) {
  return (
    <MessageBar intent="warning" shape="square">
      <MessageBarBody>
        <MessageBarTitle>{errorTitle(notice)}</MessageBarTitle>
        {errorHint(notice)}
      </MessageBarBody>
    </MessageBar>
  );
}
