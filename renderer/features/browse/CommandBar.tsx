import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Overflow,
  OverflowItem,
  Text,
  Toolbar,
  ToolbarButton,
  tokens,
  useIsOverflowItemVisible,
} from '@fluentui/react-components';
import {
  LockClosedRegular,
  MoreHorizontalRegular,
  PanelRightFilled,
  PanelRightRegular,
  SettingsRegular,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { frame } from '../../theme.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { type Command, commandIcons, isChange, shortcutOf } from './commands.ts';
import { shortcutProps } from './shortcutProps.ts';
import { UploadMenu } from './UploadMenu.tsx';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    height: `${frame.barHeight}px`,
    paddingInline: tokens.spacingHorizontalM,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
  },
  toolbar: {
    flexGrow: 1,
    minWidth: 0,
    overflow: 'hidden',
    flexWrap: 'nowrap',
    padding: 0,
    gap: tokens.spacingHorizontalXS,
  },
  item: { flexShrink: 0 },
  why: {
    display: 'flex',
    alignItems: 'center',
    flexShrink: 1,
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase500 },
  button: { flexShrink: 0, whiteSpace: 'nowrap', fontWeight: tokens.fontWeightRegular },
});

/** The overflow button's 32 px, which is always there, and the gaps that Fluent's Overflow does not count. */
const roomBesideCommands = 56;

type Props = {
  /** False at the list of buckets, where there is nothing to upload into. */
  readonly isInFolder: boolean;
  /** False while the account's buckets cannot be had, so that none can be made. */
  readonly canMakeBuckets: boolean;
  readonly hasSelection: boolean;
  /** True where nothing can be changed, which it says in place of the commands that would. */
  readonly isReadOnly: boolean;
  readonly isDetailsOpen: boolean;
  readonly onCommand: (command: Command) => void;
  readonly onSettings: () => void;
};

/** What can be done here and with the selection, and nothing else. */
export function CommandBar(props: Props) {
  const { isInFolder, canMakeBuckets, hasSelection, isReadOnly, isDetailsOpen, onCommand, onSettings } =
    props;
  const styles = useStyles();
  const { t } = useTranslation(['browse', 'accounts']);
  const all: readonly Command[] = [
    ...(isInFolder ? (['newFolder'] as const) : canMakeBuckets ? (['newBucket'] as const) : []),
    ...(hasSelection ? (['download', 'delete'] as const) : []),
  ];
  const commands = isReadOnly ? all.filter((command) => !isChange(command)) : all;
  return (
    <div className={styles.bar}>
      {isReadOnly && (
        <div className={styles.why}>
          <LockClosedRegular aria-hidden className={styles.icon} />
          <Text truncate wrap={false} size={200} title={t('accounts:readOnly.why')}>
            {t('accounts:readOnly.why')}
          </Text>
        </div>
      )}
      <Overflow padding={roomBesideCommands} key={commands.join()}>
        <Toolbar aria-label={t('commands.label')} className={styles.toolbar}>
          {isInFolder && !isReadOnly && (
            <OverflowItem id="upload" priority={1}>
              <div className={styles.item}>
                <UploadMenu onCommand={onCommand} />
              </div>
            </OverflowItem>
          )}
          {commands.map((command) => {
            const Icon = commandIcons[command];
            const shortcut = shortcutOf(command);
            return (
              <OverflowItem key={command} id={command}>
                <ToolbarButton
                  className={styles.button}
                  icon={<Icon />}
                  title={shortcut?.text}
                  aria-keyshortcuts={shortcut?.ariaKeys}
                  onClick={() => onCommand(command)}
                >
                  {t(`commands.${command}`)}
                </ToolbarButton>
              </OverflowItem>
            );
          })}
          <MoreMenu commands={commands} onCommand={onCommand} onSettings={onSettings} />
        </Toolbar>
      </Overflow>
      {isInFolder && (
        <Tooltip content={t('commands.details')} relationship="label">
          <Button
            appearance="subtle"
            aria-pressed={isDetailsOpen}
            icon={isDetailsOpen ? <PanelRightFilled /> : <PanelRightRegular />}
            onClick={() => onCommand('details')}
          />
        </Tooltip>
      )}
    </div>
  );
}

function MoreMenu(props: {
  readonly commands: readonly Command[];
  readonly onCommand: (command: Command) => void;
  readonly onSettings: () => void;
}) {
  const { t } = useTranslation('browse');
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <ToolbarButton icon={<MoreHorizontalRegular />} aria-label={t('commands.more')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {props.commands.map((command) => (
            <OverflowedItem key={command} command={command} onCommand={props.onCommand} />
          ))}
          <MenuItem icon={<SettingsRegular />} {...shortcutProps('settings')} onClick={props.onSettings}>
            {t('commands.settings')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function OverflowedItem({ command, onCommand }: { command: Command; onCommand: (command: Command) => void }) {
  const { t } = useTranslation('browse');
  const isVisible = useIsOverflowItemVisible(command);
  const Icon = commandIcons[command];
  if (isVisible) return null;
  return (
    <>
      <MenuItem icon={<Icon />} {...shortcutProps(command)} onClick={() => onCommand(command)}>
        {t(`commands.${command}`)}
      </MenuItem>
      {command === 'delete' && <MenuDivider />}
    </>
  );
}
