import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { SignedIn } from './SignedIn.tsx';
import { loginCommand } from './signInWords.ts';
import { outcomeOf, useCheckAgain } from './useCheckAgain.ts';

const isWindows = navigator.userAgent.includes('Windows');

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    overflowWrap: 'anywhere',
  },
  command: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingVerticalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  code: { minWidth: 0, fontFamily: tokens.fontFamilyMonospace, userSelect: 'text' },
});

type Props = { readonly account: Account; readonly onClose: () => void };

/** Tells the command that signs an account in where only the AWS CLI can, and looks whether it has. */
export function CommandSignIn({ account, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('signIn');
  const { outcome, check } = useCheckAgain(account.id);
  const name = displayName(account.name);
  const profile = account.profile ?? account.name;
  const command = loginCommand(profile, isWindows);
  const isChecking = outcome.status === 'checking';
  // The window looks again by itself when the user comes back to it. What worked before says nothing: it brought one here.
  const [wasSignedOut] = useState(outcomeOf(account).status === 'notYet');
  const isMended = wasSignedOut && outcomeOf(account).status === 'done';
  if (outcome.status === 'done' || isMended) return <SignedIn name={name} onClose={onClose} />;
  return (
    <DialogBody>
      <DialogTitle className={styles.title}>{t('title', { name })}</DialogTitle>
      <DialogContent className={styles.content}>
        <Text>
          {command === undefined ? t('commandUnsafe', { profile: displayName(profile) }) : t('command')}
        </Text>
        {command !== undefined && (
          <div className={styles.command}>
            <code className={styles.code}>{command}</code>
            <CopyButton text={command} label={t('copyCommand')} />
          </div>
        )}
        <Text>{t('commandThen')}</Text>
        <div role="status">{outcome.status === 'notYet' && <Text weight="semibold">{t('notYet')}</Text>}</div>
        {outcome.status === 'failed' && <ErrorMessage compact error={outcome.error} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          appearance="primary"
          disabledFocusable={isChecking}
          {...(isChecking && { icon: <Spinner size="extra-tiny" aria-hidden /> })}
          onClick={check}
        >
          {t(isChecking ? 'checking' : 'check')}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
