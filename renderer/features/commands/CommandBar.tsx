import {
  Button,
  makeStyles,
  Overflow,
  OverflowItem,
  Text,
  Toolbar,
  ToolbarButton,
  tokens,
} from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { frame } from '../../theme.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { PaneFilledIcon, PaneIcon } from '../../ui/turnedIcons.tsx';
import { type CommandContext, type CommandFacts, noFacts, offered, stateOf } from './commandFacts.ts';
import { commandName, commandShortcut } from './commandWords.ts';
import { LayoutSwitch } from './LayoutSwitch.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { type CommandId, commands } from './registry.ts';
import { runCommand } from './runCommand.ts';
import { UploadButton } from './UploadButton.tsx';

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

/** The commands of the bar, the most used first: what does not fit goes into the menu at its end. */
const barCommands: readonly CommandId[] = [
  'newFolder',
  'newBucket',
  'download',
  'paste',
  'rename',
  'moveTo',
  'delete',
];

/** What is looked for in the bar goes into the menu last. */
const keptLongest: ReadonlySet<CommandId> = new Set(['download', 'delete']);

/** What stands in the menu at the end, whatever the room. */
const moreCommands: readonly (readonly CommandId[])[] = [
  ['share'],
  ['cut', 'copy', 'duplicate'],
  ['undo'],
  ['selectAll', 'invertSelection'],
  ['viewList', 'viewGrid'],
  ['palette', 'shortcuts', 'settings'],
];

/** What can be done here and with the selection, and nothing else. */
export const CommandBar = memo(function CommandBar({ context }: { readonly context: CommandContext }) {
  const styles = useStyles();
  const { t } = useTranslation(['commands', 'accounts']);
  const { isReadOnly, isInFolder, isDetailsOpen } = context.facts;
  const shown = offered(
    barCommands.filter((id) => id !== 'newBucket' || !isInFolder),
    context,
  );
  const hasUpload = stateOf('uploadFiles', context) === 'possible';
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
      <Overflow padding={roomBesideCommands} key={shown.join()}>
        <Toolbar aria-label={t('commands:label')} className={styles.toolbar}>
          {hasUpload && (
            <OverflowItem id="upload" priority={1}>
              <div className={styles.item}>
                <UploadButton context={context} />
              </div>
            </OverflowItem>
          )}
          {shown.map((id) => {
            const { icon: Icon } = commands[id];
            const shortcut = commandShortcut(id);
            return (
              <OverflowItem key={id} id={id} priority={keptLongest.has(id) ? 1 : 0}>
                <ToolbarButton
                  className={styles.button}
                  icon={Icon === undefined ? null : <Icon />}
                  title={barTitle(id, context.facts, shortcut?.text)}
                  aria-keyshortcuts={shortcut?.ariaKeys}
                  onClick={() => void runCommand(id, context)}
                >
                  {commandName(id, noFacts)}
                </ToolbarButton>
              </OverflowItem>
            );
          })}
          <MoreMenu bar={shown} more={moreCommands} context={context} />
        </Toolbar>
      </Overflow>
      {isInFolder && <LayoutSwitch context={context} />}
      {stateOf('details', context) === 'possible' && (
        <Tooltip content={commandName('details', context.facts)} relationship="label">
          <Button
            appearance="subtle"
            aria-pressed={isDetailsOpen}
            aria-keyshortcuts={commandShortcut('details')?.ariaKeys}
            icon={isDetailsOpen ? <PaneFilledIcon /> : <PaneIcon />}
            onClick={() => void runCommand('details', context)}
          />
        </Tooltip>
      )}
    </div>
  );
});

/** What a button says on hover: its keys, and what its short name leaves out. */
function barTitle(id: CommandId, facts: CommandFacts, keys: string | undefined): string | undefined {
  const name = commandName(id, facts);
  const more = name === commandName(id, noFacts) ? undefined : name;
  const parts = [more, keys].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' · ');
}
