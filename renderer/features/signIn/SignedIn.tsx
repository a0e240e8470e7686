import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announce.ts';
import { useCloseOnceSeen } from './useCloseOnceSeen.ts';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase600, color: tokens.colorStatusSuccessForeground1 },
});

/** Says that the sign-in worked, and closes by itself. */
export function SignedIn({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation('signIn');
  const closeId = useId();
  useEffect(() => {
    announce(t('done', { name }));
    document.getElementById(closeId)?.focus();
  }, [name, closeId, t]);
  useCloseOnceSeen(onClose);
  return (
    <DialogBody>
      <DialogTitle className={styles.title}>{t('done', { name })}</DialogTitle>
      <DialogContent className={styles.content}>
        <CheckmarkCircleRegular aria-hidden className={styles.icon} />
        <Text>{t('doneText')}</Text>
      </DialogContent>
      <DialogActions>
        <Button id={closeId} appearance="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
