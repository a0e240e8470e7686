import {
  Button,
  Checkbox,
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
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import { toAppError } from '../../ipc/client.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { answerClosing, useIsClosing } from './closingState.ts';
import { closingWords } from './closingWords.ts';
import type { ClosingAnswer } from './createClosing.ts';
import { useUnfinished } from './useUnfinished.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { fontVariantNumeric: 'tabular-nums' },
});

/** Asks what happens to what is under way when the window is closed; mounted once, it opens by itself. */
export function ClosingDialog() {
  // Mounted anew for each question, so that it lies over every dialog that was open before.
  return useIsClosing() ? <ClosingQuestion /> : null;
}

function ClosingQuestion() {
  const styles = useStyles();
  const { t } = useTranslation('closing');
  const words = closingWords(useUnfinished());
  const [remember, setRemember] = useState(false);
  const [error, setError] = useState<AppError>();
  const safeAnswerId = useId();
  // The dialog itself would begin at the checkbox; this runs after it.
  useEffect(() => document.getElementById(safeAnswerId)?.focus(), [safeAnswerId]);
  const answer = (choice: ClosingAnswer) => {
    setError(undefined);
    answerClosing(choice, remember).catch((thrown: unknown) => setError(toAppError(thrown)));
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && answer('stay')}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{words.title}</DialogTitle>
          <DialogContent className={styles.content}>
            {words.hints.map((hint) => (
              <Text key={hint}>{hint}</Text>
            ))}
            {words.canRemember && (
              <Checkbox
                checked={remember}
                onChange={(_, data) => setRemember(data.checked === true)}
                label={t('remember')}
              />
            )}
            {error !== undefined && <ErrorMessage compact error={error} />}
          </DialogContent>
          <DialogActions fluid>
            {words.answers.map(({ answer: choice, label, isSafe }) => (
              <Button
                key={choice}
                id={isSafe ? safeAnswerId : undefined}
                appearance={isSafe ? 'primary' : choice === 'stay' ? 'subtle' : 'secondary'}
                onClick={() => answer(choice)}
              >
                {label}
              </Button>
            ))}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
