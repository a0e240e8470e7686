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
import { CopyButton } from '../../ui/CopyButton.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  command: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  code: { fontFamily: tokens.fontFamilyMonospace, userSelect: 'text', overflowWrap: 'anywhere' },
});

/** What is typed into a terminal is the same in every language. */
const commands = { signIn: 'aws configure sso' } as const;

type Props = {
  readonly about: keyof typeof commands;
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

/** What has to be done outside of the window, once, and what comes of it. */
export function TerminalDialog({ about, isOpen, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const command = commands[about];
  return (
    <Dialog open={isOpen} onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t(`welcome.way.${about}.title`)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{t(`welcome.${about}.text`)}</Text>
            <div className={styles.command}>
              <code dir="ltr" className={styles.code}>
                {command}
              </code>
              <CopyButton text={command} label={t('welcome.copyCommand')} />
            </div>
            <Text>{t(`welcome.${about}.then`)}</Text>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('welcome.close')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
