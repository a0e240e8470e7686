import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { isMac } from '../browse/platform.ts';
import { type CommandContext, noFacts, stateOf } from './commandFacts.ts';
import { commandName } from './commandWords.ts';
import { shortcutOf } from './keys.ts';
import { commandIds, keysOf } from './registry.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    columnWidth: '240px',
    columnGap: tokens.spacingHorizontalXXL,
  },
  row: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXXS,
    breakInside: 'avoid',
  },
  keys: { color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap' },
});

type Props = { readonly context: CommandContext; readonly onClose: () => void };

/** All keys of the commands that are here, on this system. */
export function ShortcutsDialog({ context, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('commands');
  const closeId = useId();
  // The dialog itself would begin at the list; this runs after it.
  useEffect(() => document.getElementById(closeId)?.focus(), [closeId]);
  const withKeys = commandIds.filter(
    (id) => keysOf(id, isMac).length > 0 && stateOf(id, context) !== 'absent',
  );
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('help.title')}</DialogTitle>
          <DialogContent tabIndex={0} aria-label={t('help.title')} role="group">
            <ul className={styles.list}>
              {withKeys.map((id) => (
                <li key={id} className={styles.row}>
                  <span>{commandName(id, noFacts)}</span>
                  <bdi dir="ltr" className={styles.keys}>
                    {keysOf(id, isMac)
                      .map((keys) => shortcutOf(keys, isMac).text)
                      .join(' · ')}
                  </bdi>
                </li>
              ))}
            </ul>
          </DialogContent>
          <DialogActions>
            <Button id={closeId} appearance="primary" onClick={onClose}>
              {t('help.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
