import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../ipc/client.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import type { SignInOwner } from './followSignIn.ts';
import { SignedIn } from './SignedIn.tsx';
import { useSignIn } from './useSignIn.ts';
import { WaitingForBrowser } from './WaitingForBrowser.tsx';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  starting: { alignSelf: 'flex-start' },
});

type Props = {
  readonly owner: SignInOwner;
  /** What is signed in to, as it is shown. */
  readonly name: string;
  /** Goes on after the sign-in; where it is missing, the dialog says that it worked. */
  readonly onDone?: () => void;
  readonly onClose: () => void;
};

/** The sign-in that goes on in the browser: what to look for there, and how it ends. */
export function BrowserSignIn({ owner, name, onDone, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('signIn');
  const { progress, again } = useSignIn(owner);
  const [isBrowserMissing, setIsBrowserMissing] = useState(false);
  const openAgainId = useId();
  // Not on Cancel: whoever comes back from the browser and presses Enter must not end the sign-in.
  useEffect(() => {
    if (progress.status === 'waiting') document.getElementById(openAgainId)?.focus();
  }, [progress.status, openAgainId]);
  useEffect(() => {
    if (progress.status === 'cancelled') onClose();
    if (progress.status === 'done') onDone?.();
  }, [progress.status, onClose, onDone]);
  const openPage = (signInId: string) => {
    request('account.openSignInPage', { signInId }).then(
      () => setIsBrowserMissing(false),
      (thrown: unknown) => {
        console.warn('The page of the sign-in could not be opened', thrown);
        setIsBrowserMissing(true);
      },
    );
  };
  if (progress.status === 'done' && onDone !== undefined) return null;
  if (progress.status === 'done') return <SignedIn name={name} onClose={onClose} />;
  return (
    <DialogBody>
      <DialogTitle className={styles.title}>{t('title', { name })}</DialogTitle>
      <DialogContent className={styles.content}>
        {progress.status === 'starting' && (
          <Spinner className={styles.starting} size="tiny" label={t('starting')} />
        )}
        {progress.status === 'waiting' && (
          <WaitingForBrowser {...progress} isBrowserMissing={isBrowserMissing} />
        )}
        {progress.status === 'failed' && (
          <ErrorMessage compact error={progress.error} onAction={again} actionLabel={t('again')} />
        )}
      </DialogContent>
      <DialogActions fluid>
        {progress.status === 'waiting' && (
          <Button id={openAgainId} onClick={() => openPage(progress.signInId)}>
            {t('openAgain')}
          </Button>
        )}
        <Button onClick={onClose}>{t('cancel')}</Button>
      </DialogActions>
    </DialogBody>
  );
}
