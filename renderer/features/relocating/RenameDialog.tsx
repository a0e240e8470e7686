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
} from '@fluentui/react-components';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from '../../../shared/domain/object.ts';
import { displayName } from '../../ui/displayName.ts';
import { newNameProblem, stemLength } from './newNameProblem.ts';

const useStyles = makeStyles({ title: { overflowWrap: 'anywhere' } });

type Props = {
  readonly entry: Entry;
  /** True for a key or prefix that is known to be there. */
  readonly isTaken: (id: string) => boolean;
  readonly onRename: (newName: string) => void;
  readonly onClose: () => void;
};

/** Asks for a new name; a file's is selected without its extension, as file managers do. */
export function RenameDialog({ entry, isTaken, onRename, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['relocating', 'common']);
  const [name, setName] = useState(entry.name);
  const problem = newNameProblem(entry, name, isTaken);
  const fieldId = useId();
  const stem = stemLength(entry);
  // The dialog itself would select all of it; this runs after it.
  useEffect(() => {
    const field = document.getElementById(fieldId);
    if (!(field instanceof HTMLInputElement)) return;
    field.focus();
    field.setSelectionRange(0, stem);
  }, [fieldId, stem]);
  // A name that is taken can be had: the question what to do with the other one comes then.
  const isRefused = problem !== undefined && problem !== 'taken';
  const submit = () => {
    if (isRefused) return;
    onClose();
    if (name !== entry.name) onRename(name);
  };
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <DialogBody>
            <DialogTitle className={styles.title}>
              {t('rename.title', { name: displayName(entry.name) })}
            </DialogTitle>
            <DialogContent>
              <Field
                label={t('rename.field')}
                validationState={problem === undefined ? 'none' : isRefused ? 'error' : 'warning'}
                validationMessage={problem === undefined ? null : t(`rename.problem.${problem}`)}
              >
                <Input
                  id={fieldId}
                  value={name}
                  spellCheck={false}
                  autoComplete="off"
                  onChange={(_, data) => setName(data.value)}
                />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('common:cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={isRefused}>
                {t('rename.submit')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
