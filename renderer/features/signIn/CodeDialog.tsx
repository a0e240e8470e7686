import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { announce } from '../../ui/announce.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { readCode } from './signInWords.ts';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase500,
    letterSpacing: '0.15em',
  },
});

type Props = {
  readonly account: Account;
  /** Told when the dialog is done with; true when the code was accepted. */
  readonly onClose: (accepted?: true) => void;
};

/** Asks for the code of the device that an account wants one from; nothing of it is remembered. */
export function CodeDialog({ account, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('signIn');
  const input = useRef<HTMLInputElement>(null);
  const { typed, problem, error, isBusy, attempt, type, submit } = useCode(account.id, () => {
    announce(t('code.accepted'));
    onClose(true);
  });
  // A code that was not accepted is typed over.
  useEffect(() => {
    if (attempt > 0) input.current?.select();
  }, [attempt]);
  const device = String(account.health.error?.params?.device ?? '');
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <DialogBody>
            <DialogTitle className={styles.title}>
              {t('code.title', { name: displayName(account.name) })}
            </DialogTitle>
            <DialogContent className={styles.content}>
              <Text>{t('code.why')}</Text>
              <Field
                label={
                  device === '' ? t('code.field') : t('code.fieldOfDevice', { device: displayName(device) })
                }
                validationState={problem === undefined ? 'none' : 'error'}
                validationMessage={problem === undefined ? null : t(`code.${problem}`)}
                // What is wrong takes its place, so that nothing moves.
                hint={problem === undefined ? t('code.once') : null}
              >
                <Input
                  input={{ ref: input, className: styles.code }}
                  value={typed}
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  spellCheck={false}
                  maxLength={20}
                  onChange={(_, data) => type(data.value)}
                />
              </Field>
              {error !== undefined && <ErrorMessage compact error={error} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={() => onClose()}>{t('cancel')}</Button>
              <Button
                type="submit"
                appearance="primary"
                disabledFocusable={isBusy}
                {...(isBusy && { icon: <Spinner size="extra-tiny" aria-hidden /> })}
              >
                {t(isBusy ? 'code.checking' : 'code.submit')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

function useCode(accountId: string, onAccepted: () => void) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<'noCode' | 'wrong'>();
  const [error, setError] = useState<AppError>();
  const [isBusy, setIsBusy] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const submit = async () => {
    if (isBusy) return;
    const code = readCode(typed);
    setError(undefined);
    setProblem(code === undefined ? 'noCode' : undefined);
    if (code === undefined) return setAttempt((count) => count + 1);
    setIsBusy(true);
    try {
      await request('account.enterCode', { accountId, code });
      onAccepted();
    } catch (thrown) {
      const appError = toAppError(thrown);
      if (appError.code === 'account.codeWrong') setProblem('wrong');
      else setError(appError);
      setIsBusy(false);
      setAttempt((count) => count + 1);
    }
  };
  const type = (text: string) => {
    setTyped(text);
    setProblem(undefined);
    setError(undefined);
  };
  return { typed, problem, error, isBusy, attempt, type, submit: () => void submit() };
}
