import {
  Button,
  makeStyles,
  mergeClasses,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from '@fluentui/react-components';
import { ChevronUpDownRegular, LockClosedRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import { frame } from '../../theme.ts';
import { displayName } from '../../ui/displayName.ts';
import { isolated } from '../../ui/isolated.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { commandShortcut } from '../commands/commandWords.ts';
import { useDropTarget } from '../dragging/useDropTarget.ts';
import { AccountAvatar } from './AccountAvatar.tsx';
import { accountPaint } from './accountPaint.ts';
import { openLine, secondLine, stateText } from './accountWords.ts';
import { SecondLine } from './SecondLine.tsx';
import { Switcher } from './Switcher.tsx';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexDirection: 'column',
    flexShrink: 0,
    padding: tokens.spacingHorizontalXS,
    paddingTop: 0,
  },
  stripe: {
    height: tokens.strokeWidthThickest,
    marginInline: `calc(-1 * ${tokens.spacingHorizontalXS})`,
    marginBottom: tokens.spacingHorizontalXS,
  },
  button: {
    justifyContent: 'flex-start',
    gap: tokens.spacingHorizontalM,
    minWidth: 0,
    minHeight: `${frame.barHeight}px`,
    padding: tokens.spacingHorizontalXS,
    paddingInlineEnd: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'start',
  },
  folded: { justifyContent: 'center', paddingInline: 0 },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  lock: { flexShrink: 0 },
  name: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
  },
  hidden: { position: 'absolute', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
  surface: { padding: 0 },
});

type Props = {
  readonly accounts: readonly Account[];
  readonly account: Account;
  readonly problemCount: number;
  readonly isFolded: boolean;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onSwitch: (accountId: string) => void;
  readonly onAdd: () => void;
  readonly onManage: () => void;
};

/** Which account the window shows and how it stands; opens the quick switcher. */
export function SwitcherButton(props: Props) {
  const { account, isFolded, isOpen, onOpenChange } = props;
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const name = displayName(account.name);
  const keys = commandShortcut('switchAccount');
  const state = [stateText(account.health), ...(account.isReadOnly ? [t('readOnly.badge')] : [])];
  const label = [isolated(name), secondLine(account), ...state].join(t('nameSeparator'));
  const closeAnd = (go: () => void) => () => {
    onOpenChange(false);
    // Fluent hides the window from screen readers until the popover has gone, and forgets to end that when both go at once.
    requestAnimationFrame(go);
  };
  const { dropProps } = useDropTarget({ accountId: account.id, isSwitcher: true });
  return (
    <div className={styles.head} {...(props.accounts.length > 1 && dropProps)}>
      <div
        className={styles.stripe}
        style={account.color === undefined ? {} : { backgroundColor: accountPaint[account.color] }}
      />
      <Popover
        trapFocus
        open={isOpen}
        onOpenChange={(_, data) => onOpenChange(data.open)}
        positioning={{ position: 'below', align: 'start', offset: 0, autoSize: true }}
      >
        <Tooltip
          content={t('switcher.tooltip', { name: label, keys: keys?.text ?? '' })}
          relationship="inaccessible"
          positioning={isFolded ? 'after' : 'below'}
        >
          <PopoverTrigger disableButtonEnhancement>
            <Button
              appearance="subtle"
              className={mergeClasses(styles.button, isFolded && styles.folded)}
              aria-keyshortcuts={keys?.ariaKeys}
              aria-haspopup="dialog"
            >
              <AccountAvatar account={account} size={32} />
              {isFolded ? (
                <span className={styles.hidden}>{t('switcher.button', { name: label })}</span>
              ) : (
                <>
                  <span className={styles.words}>
                    <span className={styles.line}>
                      <bdi className={styles.name}>{name}</bdi>
                      {account.isReadOnly && <LockClosedRegular aria-hidden className={styles.lock} />}
                    </span>
                    <SecondLine
                      first={account.isReadOnly ? t('readOnly.badge') : undefined}
                      rest={openLine(account)}
                    />
                    <span className={styles.hidden}>
                      {t('switcher.button', { name: stateText(account.health) })}
                    </span>
                  </span>
                  <ChevronUpDownRegular aria-hidden className={styles.lock} />
                </>
              )}
            </Button>
          </PopoverTrigger>
        </Tooltip>
        {/* What is dragged can be taken to another account in it. */}
        <PopoverSurface data-drop-through className={styles.surface} aria-label={t('switcher.title')}>
          <Switcher
            accounts={props.accounts}
            currentId={account.id}
            problemCount={props.problemCount}
            onSwitch={(accountId) => closeAnd(() => props.onSwitch(accountId))()}
            onAdd={closeAnd(props.onAdd)}
            onManage={closeAnd(props.onManage)}
          />
        </PopoverSurface>
      </Popover>
    </div>
  );
}
