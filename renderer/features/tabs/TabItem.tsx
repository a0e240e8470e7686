import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DatabaseRegular, DismissRegular, FolderRegular } from '@fluentui/react-icons';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import { AccountAvatar } from '../accounts/AccountAvatar.tsx';
import { accountPaint } from '../accounts/accountPaint.ts';
import { useDropTarget } from '../dragging/useDropTarget.ts';
import type { ReorderProps } from '../places/useReorder.ts';
import { panelElementId, tabElementId } from './TabPanel.tsx';
import { type OpenTab, tabPlace } from './tabs.ts';
import { tabName, tabPath } from './tabWords.ts';

const useStyles = makeStyles({
  tab: {
    display: 'flex',
    position: 'relative',
    alignItems: 'center',
    flexGrow: 0,
    flexShrink: 1,
    width: '200px',
    gap: tokens.spacingHorizontalS,
    minWidth: '112px',
    height: tokens.spacingVerticalXXXL,
    paddingInlineStart: tokens.spacingHorizontalS,
    paddingInlineEnd: tokens.spacingHorizontalXXS,
    boxSizing: 'border-box',
    borderStartStartRadius: tokens.borderRadiusMedium,
    borderStartEndRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    cursor: 'default',
    touchAction: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover },
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
    },
  },
  active: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground1,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1 },
    '@media (forced-colors: active)': {
      outline: `${tokens.strokeWidthThick} solid Highlight`,
      outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
    },
  },
  dragged: { backgroundColor: tokens.colorNeutralBackground1Pressed },
  allowed: {
    backgroundColor: tokens.colorBrandBackground2,
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}`,
    outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
  },
  paint: {
    position: 'absolute',
    top: 0,
    insetInline: tokens.spacingHorizontalS,
    height: tokens.strokeWidthThick,
  },
  icon: { display: 'flex', flexShrink: 0, fontSize: tokens.fontSizeBase400 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  close: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    flexShrink: 0,
    marginInlineStart: 'auto',
    width: tokens.spacingHorizontalXXL,
    height: tokens.spacingHorizontalXXL,
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
});

type Props = {
  readonly tab: OpenTab;
  readonly account: Account | undefined;
  readonly names: ReadonlyMap<string, string>;
  readonly isActive: boolean;
  readonly isDragged: boolean;
  readonly dragProps: ReorderProps;
  readonly onActivate: () => void;
  readonly onClose: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onMenu: (at: DOMRect) => void;
};

/** One tab: its account's colour, what it shows, and the way to close it. */
export function TabItem(props: Props) {
  const { tab, account, isActive } = props;
  const styles = useStyles();
  const { t } = useTranslation('tabs');
  const place = tabPlace(tab);
  const path = tabPath(tab, props.names);
  const { accountId, id: tabId } = tab;
  const { dropProps, dropMark } = useDropTarget({
    accountId,
    tabId,
    ...(place.kind === 'folder' && {
      location: { accountId, bucket: place.bucket, prefix: place.prefix },
    }),
  });
  const Icon = place.kind === 'folder' && place.prefix !== '' ? FolderRegular : DatabaseRegular;
  return (
    <div
      role="tab"
      id={tabElementId(tab.id)}
      aria-selected={isActive}
      aria-controls={isActive ? panelElementId : undefined}
      aria-keyshortcuts="Delete"
      tabIndex={isActive ? 0 : -1}
      title={path}
      className={mergeClasses(
        styles.tab,
        isActive && styles.active,
        props.isDragged && styles.dragged,
        dropMark === 'allowed' && styles.allowed,
      )}
      {...dropProps}
      {...props.dragProps}
      onClick={props.onActivate}
      onKeyDown={props.onKeyDown}
      onMouseDown={(event) => {
        // The middle button closes, and must not begin to scroll.
        if (event.button === 1) event.preventDefault();
      }}
      onAuxClick={(event) => event.button === 1 && props.onClose()}
      onContextMenu={(event) => {
        event.preventDefault();
        props.onMenu(new DOMRect(event.clientX, event.clientY, 0, 0));
      }}
    >
      {account?.color !== undefined && (
        <span className={styles.paint} style={{ backgroundColor: accountPaint[account.color] }} />
      )}
      <span className={styles.icon} aria-hidden>
        {place.kind === 'home' && account !== undefined ? (
          <AccountAvatar account={account} size={16} hasBadge={false} />
        ) : (
          <Icon style={account?.color === undefined ? {} : { color: accountPaint[account.color] }} />
        )}
      </span>
      <span dir="auto" className={styles.name}>
        {tabName(tab, props.names)}
      </span>
      {/* A tab holds nothing that can be focused (ARIA tab): the keyboard closes it by Delete, or by its menu. */}
      <span
        aria-hidden
        title={t('close')}
        data-close-tab
        className={styles.close}
        onPointerDown={(event) => event.stopPropagation()}
        onMouseDown={(event) => event.preventDefault()}
        onClick={(event) => {
          event.stopPropagation();
          props.onClose();
        }}
      >
        <DismissRegular />
      </span>
    </div>
  );
}
