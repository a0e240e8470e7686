import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDangerButton } from './useDangerButton.ts';

const useStyles = makeStyles({ title: { overflowWrap: 'anywhere' } });

type Props = {
  readonly open: boolean;
  readonly title: string;
  readonly children?: ReactNode;
  /** What the button does, by its name ("Delete bucket"), never "OK". */
  readonly confirmLabel: string;
  /** What the other button says where "Cancel" could be misread. */
  readonly cancelLabel?: string;
  /** True for what cannot be undone: the button is red. */
  readonly danger?: boolean;
  /** True while the confirmed work goes on: the button waits. */
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
};

/** Asks before something that matters; the focus starts on Cancel, and Escape is Cancel. */
export function ConfirmDialog(props: Props) {
  const { open, title, children, confirmLabel, danger = false, busy = false, onConfirm, onCancel } = props;
  const { t } = useTranslation('ui');
  const { cancelLabel = t('cancel') } = props;
  const styles = useStyles();
  const dangerButton = useDangerButton();
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_, data) => !data.open && onCancel()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{title}</DialogTitle>
          {children !== undefined && <DialogContent>{children}</DialogContent>}
          <DialogActions fluid>
            <Button onClick={onCancel}>{cancelLabel}</Button>
            <Button
              appearance="primary"
              className={danger ? dangerButton : undefined}
              disabledFocusable={busy}
              onClick={onConfirm}
            >
              {confirmLabel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
