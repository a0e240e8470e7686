import {
  Button,
  makeStyles,
  Toast,
  ToastBody,
  Toaster,
  ToastFooter,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { frame } from '../../theme.ts';
import { announce } from '../../ui/announce.ts';
import { errorTitle } from '../../ui/errorText.ts';
import { FailuresDialog } from './FailuresDialog.tsx';
import { type Notice, onNotice } from './noticeStore.ts';
import { undo, useCanUndo } from './undo.ts';

const useStyles = makeStyles({
  toast: { overflowWrap: 'anywhere' },
  button: { minWidth: 'auto' },
});

/** How long what was done stays; what failed stays until it is closed. */
const shownMs = 8_000;
const maxShown = 3;

/** Shows the notices at the bottom of the window and says them politely; mounted once. */
export function Notices() {
  const toasterId = useId('notices');
  const { t } = useTranslation('activity');
  // A landmark, so that what is mounted in it is found without the way through the whole page.
  const [section, setSection] = useState<HTMLElement | null>(null);
  const { dispatchToast, dismissToast } = useToastController(toasterId);
  const [opened, setOpened] = useState<Notice>();
  const shown = useRef<readonly Notice[]>([]);
  const forget = useCallback(
    (noticeId: string) => {
      shown.current = shown.current.filter(({ id }) => id !== noticeId);
      dismissToast(noticeId);
    },
    [dismissToast],
  );

  useEffect(
    () =>
      onNotice((notice) => {
        // The newest never waits: the oldest that tells of something done makes room for it.
        const oldest = shown.current.find(({ kind }) => kind === 'done') ?? shown.current[0];
        if (shown.current.length >= maxShown && oldest !== undefined) forget(oldest.id);
        shown.current = [...shown.current, notice];
        dispatchToast(
          <NoticeToast
            notice={notice}
            onDetails={() => {
              setOpened(notice);
              dismissToast(notice.id);
            }}
          />,
          {
            toastId: notice.id,
            intent: notice.kind === 'failed' ? 'error' : 'success',
            politeness: 'polite',
            timeout: notice.kind === 'failed' ? -1 : shownMs,
            pauseOnHover: true,
            pauseOnWindowBlur: true,
            onStatusChange: (_, { status }) => {
              if (status === 'dismissed') shown.current = shown.current.filter((known) => known !== notice);
            },
          },
        );
      }),
    [dispatchToast, dismissToast, forget],
  );
  return (
    <section ref={setSection} aria-label={t('notices')}>
      <Toaster
        mountNode={section}
        toasterId={toasterId}
        position="bottom"
        limit={maxShown}
        offset={{ vertical: frame.statusBarHeight + 12 }}
        // The window's own voice is heard while a dialog is open, too.
        announce={announce}
      />
      {opened !== undefined && <FailuresDialog notice={opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}

function NoticeToast({ notice, onDetails }: { readonly notice: Notice; readonly onDetails: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(['activity', 'common', 'errors']);
  const { text, error, failures = [], undoId, retry, kind } = notice;
  const canUndo = useCanUndo(undoId);
  const hasDetails = failures.length > 0 || error !== undefined;
  return (
    <Toast className={styles.toast}>
      <ToastTitle
        action={
          <ToastTrigger>
            <Button
              size="small"
              appearance="transparent"
              icon={<DismissRegular />}
              aria-label={t('common:dismiss')}
            />
          </ToastTrigger>
        }
      >
        {text}
      </ToastTitle>
      {kind === 'failed' && error !== undefined && failures.length === 0 && (
        <ToastBody>{errorTitle(error)}</ToastBody>
      )}
      {(canUndo || hasDetails || retry !== undefined) && (
        <ToastFooter>
          {undoId !== undefined && canUndo && (
            <ToastTrigger>
              <Button size="small" className={styles.button} onClick={() => undo(undoId)}>
                {t('activity:undo')}
              </Button>
            </ToastTrigger>
          )}
          {retry !== undefined && (
            <ToastTrigger>
              <Button size="small" className={styles.button} onClick={retry}>
                {t('errors:actions.retry')}
              </Button>
            </ToastTrigger>
          )}
          {hasDetails && (
            <Button size="small" className={styles.button} appearance="subtle" onClick={onDetails}>
              {t('activity:details')}
            </Button>
          )}
        </ToastFooter>
      )}
    </Toast>
  );
}
