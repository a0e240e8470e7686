import { Button, MessageBar, MessageBarActions, MessageBarBody, Spinner } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format.ts';

type Props = {
  readonly reason: 'sorted' | 'allSelected' | 'filtered';
  readonly loadedCount: number;
  readonly isLoadingAll: boolean;
  readonly onLoadAll: () => void;
  readonly onStop: () => void;
};

/** Says in one line that what is shown as sorted, found, or all, is only of what has been loaded; and offers the rest. */
export function PartialNotice({ reason, loadedCount, isLoadingAll, onLoadAll, onStop }: Props) {
  const { t } = useTranslation('browse');
  const shown = formatCount(loadedCount);
  return (
    <MessageBar
      intent="info"
      layout="singleline"
      shape="square"
      {...(isLoadingAll && { icon: <Spinner size="tiny" aria-hidden /> })}
    >
      <MessageBarBody>{t(isLoadingAll ? 'partial.loading' : `partial.${reason}`, { shown })}</MessageBarBody>
      <MessageBarActions>
        {isLoadingAll ? (
          <Button size="small" onClick={onStop}>
            {t('partial.stop')}
          </Button>
        ) : (
          <Button size="small" onClick={onLoadAll}>
            {t('partial.loadAll')}
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
