import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ClockRegular, DatabaseRegular, StarRegular, WindowConsoleRegular } from '@fluentui/react-icons';
import { assertNever } from '../../../shared/assertNever.ts';
import { AccountAvatar } from '../accounts/AccountAvatar.tsx';
import { commandShortcut } from '../commands/commandWords.ts';
import { commands } from '../commands/registry.ts';
import type { PaletteItem } from './paletteItems.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '100%',
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalM,
  },
  icon: { display: 'flex', flexShrink: 0, fontSize: tokens.fontSizeBase500 },
  name: { flexShrink: 0, maxWidth: '60%' },
  cut: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre' },
  second: { flexShrink: 1, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  keys: {
    marginInlineStart: 'auto',
    flexShrink: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

/** One choice of the palette: what it is, where it is, and its keys. */
export function PaletteRow({ item }: { readonly item: PaletteItem }) {
  const styles = useStyles();
  const shortcut = item.kind === 'command' ? commandShortcut(item.command) : undefined;
  return (
    <div className={styles.row}>
      <span className={styles.icon} aria-hidden>
        {iconOf(item)}
      </span>
      <span className={mergeClasses(styles.cut, styles.name)} title={item.name}>
        <bdi>{item.name}</bdi>
      </span>
      {item.second !== undefined && (
        <span className={mergeClasses(styles.cut, styles.second)} title={item.second}>
          <bdi>{item.second}</bdi>
        </span>
      )}
      {shortcut !== undefined && (
        <bdi dir="ltr" className={styles.keys} aria-hidden>
          {shortcut.text}
        </bdi>
      )}
    </div>
  );
}

function iconOf(item: PaletteItem) {
  switch (item.kind) {
    case 'command': {
      const Icon = commands[item.command].icon ?? WindowConsoleRegular;
      return <Icon />;
    }
    case 'account':
      return <AccountAvatar account={item.account} size={20} hasBadge={false} />;
    case 'bucket':
      return <DatabaseRegular />;
    case 'favourite':
      return <StarRegular />;
    case 'recent':
      return <ClockRegular />;
    default:
      return assertNever(item, 'palette item');
  }
}
