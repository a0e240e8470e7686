import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { errorTextInList } from '../../ui/errorText.ts';
import { NameList } from '../../ui/NameList.tsx';
import type { Notice } from './noticeStore.ts';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** What failed and why, by name. */
export function FailuresDialog({
  notice,
  onClose,
}: {
  readonly notice: Notice;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation(['activity', 'common']);
  const { text, error, failures = [], failureCount = failures.length, basePrefix = '' } = notice;
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{text}</DialogTitle>
          <DialogContent className={styles.content}>
            {error !== undefined && <ErrorMessage compact error={error} />}
            {failures.length > 0 && (
              <NameList
                items={failures}
                totalCount={failureCount}
                label={t('activity:failures')}
                itemKey={({ key }) => key}
              >
                {(failure) => (
                  <>
                    <Text size={200} weight="semibold">
                      <bdi>
                        {displayName(
                          failure.key.startsWith(basePrefix)
                            ? failure.key.slice(basePrefix.length)
                            : failure.key,
                        )}
                      </bdi>
                    </Text>
                    <br />
                    {errorTextInList(failure.error)}
                  </>
                )}
              </NameList>
            )}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {t('common:close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
