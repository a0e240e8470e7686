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
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import { toAppError } from '../../ipc/client.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { typedDirection } from '../../ui/typedDirection.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

type Props = {
  readonly title: string;
  readonly fieldLabel: string;
  /** What to know about the name, as far as it is typed. */
  readonly hintOf?: (name: string) => string | undefined;
  readonly submitLabel: string;
  /** A sentence about what is wrong with the name so far; `isFinal` when it was submitted. */
  readonly problemOf: (name: string, isFinal: boolean) => string | undefined;
  readonly onSubmit: (name: string) => Promise<void>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
};

/** Asks for a name; checks it while it is typed, and shows the server's refusal beside it. */
export function NameDialog(props: Props) {
  const styles = useStyles();
  const { t } = useTranslation('common');
  const [name, setName] = useState('');
  const [isFinal, setIsFinal] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const hint = props.hintOf?.(name);
  const problem = name === '' && !isFinal ? undefined : props.problemOf(name, isFinal);

  const submit = async () => {
    setIsFinal(true);
    if (props.problemOf(name, true) !== undefined || isBusy) return;
    setIsBusy(true);
    setError(undefined);
    try {
      await props.onSubmit(name);
      props.onClose();
    } catch (thrown) {
      setError(toAppError(thrown));
      setIsBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && props.onClose()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <DialogBody>
            <DialogTitle>{props.title}</DialogTitle>
            <DialogContent className={styles.content}>
              {props.children}
              <Field
                label={props.fieldLabel}
                hint={problem === undefined && hint !== undefined ? hint : null}
                validationState={problem === undefined ? 'none' : 'error'}
                validationMessage={problem ?? null}
              >
                <Input
                  input={{ dir: typedDirection(name) }}
                  value={name}
                  spellCheck={false}
                  autoComplete="off"
                  onChange={(_, data) => {
                    setName(data.value);
                    setIsFinal(false);
                    setError(undefined);
                  }}
                />
              </Field>
              {error !== undefined && (
                <ErrorMessage
                  compact
                  error={error}
                  onAction={error.retryable ? () => void submit() : undefined}
                />
              )}
            </DialogContent>
            <DialogActions>
              <Button onClick={props.onClose}>{t('cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
                {props.submitLabel}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
