import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import {
  DatabaseFilled,
  DatabaseRegular,
  DeleteRegular,
  DismissRegular,
  DocumentArrowUpRegular,
  MoreHorizontalRegular,
} from '@fluentui/react-icons';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bucket } from '../../../shared/domain/bucket.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';

const menuClass = 'satchel-bucket-menu';

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
  open: {
    flexGrow: 1,
    justifyContent: 'flex-start',
    minWidth: 0,
    fontWeight: tokens.fontWeightRegular,
    ':hover': { backgroundColor: tokens.colorTransparentBackground },
  },
  openCurrent: { fontWeight: tokens.fontWeightSemibold },
  folded: { justifyContent: 'center' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

type Props = {
  readonly bucket: Bucket;
  readonly isCurrent: boolean;
  readonly isFolded: boolean;
  readonly isDropTarget: boolean;
  readonly isReadOnly: boolean;
  readonly onOpen: (bucket: string) => void;
  readonly onShowUnfinished: (bucket: string) => void;
  readonly onDelete: (bucket: string) => void;
  readonly onForget: (bucket: string) => void;
};

/** One bucket in the sidebar, with its own small menu. */
export const BucketItem = memo(function BucketItem(props: Props) {
  const { bucket, isCurrent, isFolded, isDropTarget, isReadOnly } = props;
  const styles = useStyles();
  const { t } = useTranslation(['accounts', 'unfinished']);
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const hasMenu = !isFolded;
  const button = (
    <Button
      appearance="transparent"
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={isFolded ? bucket.name : undefined}
      className={mergeClasses(styles.open, isCurrent && styles.openCurrent, isFolded && styles.folded)}
      icon={isCurrent ? <DatabaseFilled /> : <DatabaseRegular />}
      onClick={() => props.onOpen(bucket.name)}
    >
      {!isFolded && (
        <span className={styles.name} title={bucket.name}>
          {bucket.name}
        </span>
      )}
    </Button>
  );
  return (
    <li
      data-drop-bucket={bucket.name}
      className={mergeClasses(styles.item, isCurrent && styles.current, isDropTarget && styles.dropTarget)}
      onContextMenu={(event) => {
        event.preventDefault();
        setIsMenuOpen(true);
      }}
    >
      {isFolded ? (
        <Tooltip content={bucket.name} relationship="label" positioning="after">
          {button}
        </Tooltip>
      ) : (
        button
      )}
      {hasMenu && (
        <Menu open={isMenuOpen} onOpenChange={(_, data) => setIsMenuOpen(data.open)}>
          <MenuTrigger disableButtonEnhancement>
            <Button
              appearance="transparent"
              className={menuClass}
              icon={<MoreHorizontalRegular />}
              aria-label={t('bucketMenu.label', { bucket: bucket.name })}
            />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {bucket.addedByName && (
                <MenuItem icon={<DismissRegular />} onClick={() => props.onForget(bucket.name)}>
                  {t('bucketMenu.forget')}
                </MenuItem>
              )}
              <MenuItem icon={<DocumentArrowUpRegular />} onClick={() => props.onShowUnfinished(bucket.name)}>
                {t('unfinished:menu')}
              </MenuItem>
              {!isReadOnly && (
                <MenuItem icon={<DeleteRegular />} onClick={() => props.onDelete(bucket.name)}>
                  {t('bucketMenu.delete')}
                </MenuItem>
              )}
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
    </li>
  );
});
