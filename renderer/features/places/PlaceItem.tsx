import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import type { HTMLAttributes, KeyboardEvent, MouseEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Tooltip } from '../../ui/Tooltip.tsx';

const menuClass = 'satchel-place-menu';

const useStyles = makeStyles({
  item: {
    display: 'flex',
    alignItems: 'center',
    position: 'relative',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover },
    [`& .${menuClass}`]: { opacity: 0 },
    [`:hover .${menuClass}`]: { opacity: 1 },
    [`:focus-within .${menuClass}`]: { opacity: 1 },
  },
  current: { backgroundColor: tokens.colorNeutralBackground3Selected },
  dropTarget: {
    backgroundColor: tokens.colorBrandBackground2,
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}`,
  },
  dragged: { backgroundColor: tokens.colorNeutralBackground3Pressed },
  open: {
    flexGrow: 1,
    justifyContent: 'flex-start',
    minWidth: 0,
    fontWeight: tokens.fontWeightRegular,
    // The whole row shows that it is pointed at.
    ':hover': { backgroundColor: tokens.colorTransparentBackground },
    ':hover:active': { backgroundColor: tokens.colorTransparentBackground },
  },
  openCurrent: { fontWeight: tokens.fontWeightSemibold },
  folded: { justifyContent: 'center' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

type Props = {
  /** As it may be shown. */
  readonly name: string;
  /** Where it is in full, for the tooltip; the name where it says all. */
  readonly path?: string;
  readonly icon: ReactElement;
  readonly isCurrent: boolean;
  readonly isFolded: boolean;
  /** False for one that needs no button for its menu, which the right button and the menu key open, too. */
  readonly hasMore?: boolean;
  readonly isDropTarget?: boolean;
  readonly isDragged?: boolean;
  /** What the element needs to be dragged or dropped on. */
  readonly itemProps?: HTMLAttributes<HTMLElement> & Readonly<Record<`data-${string}`, string>>;
  /** `inNewTab`: it was pressed with Ctrl or Cmd, or by the middle button. */
  readonly onOpen: (inNewTab: boolean) => void;
  readonly onMenu: (at: DOMRect) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
};

/** One place of the sidebar: a bucket, a favourite or a recent one, with its menu. Only its icon where that is folded. */
export function PlaceItem(props: Props) {
  const { name, path = name, isCurrent, isFolded, hasMore = true } = props;
  const styles = useStyles();
  const { t } = useTranslation('places');
  const openMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    // The menu key has no pointer; its menu stands below what has the focus.
    const isPointer = event.type === 'contextmenu' && event.button === 2;
    props.onMenu(
      isPointer
        ? new DOMRect(event.clientX, event.clientY, 0, 0)
        : event.currentTarget.getBoundingClientRect(),
    );
  };
  const button = (
    <Button
      appearance="subtle"
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={isFolded ? name : undefined}
      className={mergeClasses(styles.open, isCurrent && styles.openCurrent, isFolded && styles.folded)}
      icon={props.icon}
      onClick={(event) => props.onOpen(event.ctrlKey || event.metaKey)}
      onMouseDown={(event) => event.button === 1 && event.preventDefault()}
      onAuxClick={(event) => event.button === 1 && props.onOpen(true)}
      onKeyDown={props.onKeyDown}
    >
      {!isFolded && (
        <span dir="auto" className={styles.name} title={path}>
          {name}
        </span>
      )}
    </Button>
  );
  return (
    <li
      {...props.itemProps}
      className={mergeClasses(
        styles.item,
        isCurrent && styles.current,
        props.isDragged && styles.dragged,
        props.isDropTarget && styles.dropTarget,
      )}
      onContextMenu={openMenu}
    >
      {isFolded ? (
        <Tooltip content={path} relationship={path === name ? 'label' : 'description'} positioning="after">
          {button}
        </Tooltip>
      ) : (
        <>
          {button}
          {hasMore && (
            <Button
              appearance="transparent"
              className={menuClass}
              icon={<MoreHorizontalRegular />}
              aria-haspopup="menu"
              aria-label={t('more', { name })}
              onClick={openMenu}
            />
          )}
        </>
      )}
    </li>
  );
}
