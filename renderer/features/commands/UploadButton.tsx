import { Button, MenuList, MenuPopover, MenuTrigger, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular, ChevronDownRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Menu } from '../../ui/Menu.tsx';
import { CommandMenuItem } from './CommandMenuItem.tsx';
import type { CommandContext } from './commandFacts.ts';

const useStyles = makeStyles({
  button: { flexShrink: 0, whiteSpace: 'nowrap', fontWeight: tokens.fontWeightRegular },
  chevron: { marginInlineStart: tokens.spacingHorizontalXS },
});

type Props = { readonly context: CommandContext; readonly appearance?: 'subtle' | 'primary' };

/** The button that asks whether files or folders are uploaded: no system dialog chooses both everywhere. */
export function UploadButton({ context, appearance = 'subtle' }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('commands');
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button className={styles.button} appearance={appearance} icon={<ArrowUploadRegular />}>
          {t('upload')}
          <ChevronDownRegular aria-hidden className={styles.chevron} />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <CommandMenuItem id="uploadFiles" context={context} name={t('files')} />
          <CommandMenuItem id="uploadFolders" context={context} name={t('folders')} />
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
