// biome-ignore-all lint/a11y/useSemanticElements: a <select> cannot hold rows with pictures
// biome-ignore-all lint/a11y/useFocusableInteractive: the search field keeps the focus and names the active row (ARIA combobox)
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the search field hears the keys of the list
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, LockClosedRegular } from '@fluentui/react-icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import { displayName } from '../../ui/displayName.ts';
import { isMac } from '../browse/platform.ts';
import { shortcutOf } from '../commands/keys.ts';
import { useDropTarget } from '../dragging/useDropTarget.ts';
import { AccountAvatar } from './AccountAvatar.tsx';
import { secondLine, stateText } from './accountWords.ts';
import { SecondLine } from './SecondLine.tsx';

const shortcutCount = 9;

const useStyles = makeStyles({
  row: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '48px',
    paddingInline: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalXS,
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    contentVisibility: 'auto',
    containIntrinsicHeight: 'auto 48px',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    // As in Fluent's navigation: a bar of 3:1, quieter than a frame for what the search field keeps the focus of.
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: 0,
      insetBlock: tokens.spacingVerticalM,
      width: tokens.strokeWidthThicker,
      borderRadius: tokens.borderRadiusMedium,
      backgroundColor: tokens.colorCompoundBrandStroke,
    },
    '@media (forced-colors: active)': {
      '::before': { display: 'none' },
      outline: `${tokens.strokeWidthThick} solid Highlight`,
      outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
    },
  },
  over: { backgroundColor: tokens.colorNeutralBackground1Hover },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  icon: { flexShrink: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  current: { fontWeight: tokens.fontWeightSemibold },
  keys: {
    flexShrink: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

type Props = {
  readonly rowId: string;
  readonly account: Account;
  /** Its 1-based place among all accounts; the first nine have keys. */
  readonly number: number;
  readonly isCurrent: boolean;
  readonly isActive: boolean;
  readonly onSwitch: (accountId: string) => void;
};

/** One account of the quick switcher: its name, who it is and how it stands. */
export const SwitcherRow = memo(function SwitcherRow(props: Props) {
  const { account, isCurrent, isActive, number } = props;
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const name = displayName(account.name);
  const { dropProps, dropMark } = useDropTarget({ accountId: account.id });
  return (
    <div
      id={props.rowId}
      role="option"
      aria-selected={isCurrent}
      className={mergeClasses(styles.row, isActive && styles.active, dropMark && styles.over)}
      {...dropProps}
      onClick={() => props.onSwitch(account.id)}
    >
      <AccountAvatar account={account} size={32} />
      <span className={styles.words}>
        <span className={styles.line}>
          <bdi className={mergeClasses(styles.name, isCurrent && styles.current)} title={name}>
            {name}
          </bdi>
          {account.isReadOnly && (
            <LockClosedRegular className={styles.icon} aria-label={t('readOnly.badge')} />
          )}
          {isCurrent && <CheckmarkRegular aria-hidden className={styles.icon} />}
        </span>
        <SecondLine first={stateText(account.health)} rest={secondLine(account)} />
      </span>
      {number <= shortcutCount && (
        <span aria-hidden className={styles.keys}>
          {shortcutOf(`Mod+${number}`, isMac).text}
        </span>
      )}
    </div>
  );
});
