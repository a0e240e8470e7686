import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ArrowUploadRegular, ChevronDownRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Command } from './commands.ts';
import { shortcutProps } from './shortcutProps.ts';

const useStyles = makeStyles({
  button: { flexShrink: 0, whiteSpace: 'nowrap', fontWeight: tokens.fontWeightRegular },
});

/** The button that asks whether files or folders are uploaded: no system dialog chooses both everywhere. */
export function UploadMenu({
  onCommand,
  appearance = 'subtle',
}: {
  readonly onCommand: (command: Command) => void;
  readonly appearance?: 'subtle' | 'primary';
}) {
  const styles = useStyles();
  const { t } = useTranslation('browse');
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button className={styles.button} appearance={appearance} icon={<ArrowUploadRegular />}>
          {t('commands.upload')}
          <ChevronDownRegular aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem {...shortcutProps('uploadFiles')} onClick={() => onCommand('uploadFiles')}>
            {t('commands.uploadFiles')}
          </MenuItem>
          <MenuItem onClick={() => onCommand('uploadFolders')}>{t('commands.uploadFolders')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
