import {
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  Button,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { Fragment, type MouseEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { displayName } from '../../ui/displayName.ts';
import { Menu } from '../../ui/Menu.tsx';
import { useDropTarget } from '../dragging/useDropTarget.ts';
import type { TabTarget } from '../tabs/tabs.ts';
import { hiddenCrumbCount, hidesFirstCrumb, widestCrumb } from './crumbLayout.ts';
import { crumbsOf, folderPlace, home, type Place, placeKey } from './place.ts';

const useStyles = makeStyles({
  // The field for searching gives way first.
  root: { flexGrow: 1, flexBasis: '240px', minWidth: 0, overflow: 'hidden' },
  list: { flexWrap: 'nowrap', minWidth: 0 },
  item: { flexShrink: 0, maxWidth: `${widestCrumb}px` },
  last: { flexShrink: 1, minWidth: 0 },
  button: { minWidth: 0, maxWidth: '100%', flexShrink: 1 },
  dropTarget: {
    backgroundColor: tokens.colorBrandBackground2,
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}`,
    outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
  },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

type Step = { readonly place: Place; readonly name: string };

/** The way from the account to the open folder. In the middle of a long one, steps move into a menu. */
export function Breadcrumbs(props: {
  readonly accountId: string;
  readonly accountName: string;
  readonly place: Place;
  readonly onGo: (place: Place) => void;
  readonly onOpenTab: (target: TabTarget) => void;
}) {
  const { accountId, accountName, place, onGo, onOpenTab } = props;
  const styles = useStyles();
  const { t } = useTranslation('browse');
  const root = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);

  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const steps = stepsOf(accountName, place);
  const names = steps.map((step) => step.name);
  const hiddenCount = hiddenCrumbCount(names, width);
  const startCount = hidesFirstCrumb(names, width) ? 0 : 1;
  const start = steps.slice(0, startCount);
  const hidden = steps.slice(startCount, 1 + hiddenCount);
  const end = steps.slice(1 + hiddenCount);
  const crumb = (step: Step, isCurrent: boolean) => (
    <CrumbItem
      step={step}
      isCurrent={isCurrent}
      target={targetOf(accountId, step.place)}
      onGo={onGo}
      onOpenTab={onOpenTab}
    />
  );
  return (
    <div ref={root} className={styles.root}>
      <Breadcrumb aria-label={t('breadcrumb.label')} list={{ className: styles.list }}>
        {start.map((step) => (
          <Fragment key={placeKey(step.place)}>
            {crumb(step, end.length === 0)}
            {end.length > 0 && <BreadcrumbDivider />}
          </Fragment>
        ))}
        {hidden.length > 0 && (
          <>
            <BreadcrumbItem>
              <Menu>
                <MenuTrigger disableButtonEnhancement>
                  <Button
                    appearance="subtle"
                    icon={<MoreHorizontalRegular />}
                    aria-label={t('breadcrumb.more')}
                  />
                </MenuTrigger>
                <MenuPopover>
                  <MenuList>
                    {hidden.map((step) => (
                      <MenuItem key={placeKey(step.place)} onClick={() => onGo(step.place)}>
                        <bdi>{step.name}</bdi>
                      </MenuItem>
                    ))}
                  </MenuList>
                </MenuPopover>
              </Menu>
            </BreadcrumbItem>
            <BreadcrumbDivider />
          </>
        )}
        {end.map((step, index) => (
          <Fragment key={placeKey(step.place)}>
            {crumb(step, index === end.length - 1)}
            {index < end.length - 1 && <BreadcrumbDivider />}
          </Fragment>
        ))}
      </Breadcrumb>
    </div>
  );
}

function CrumbItem(props: {
  readonly step: Step;
  readonly isCurrent: boolean;
  readonly target: TabTarget;
  readonly onGo: (place: Place) => void;
  readonly onOpenTab: (target: TabTarget) => void;
}) {
  const { step, isCurrent, target, onGo, onOpenTab } = props;
  const { accountId, bucket, prefix = '' } = target;
  const styles = useStyles();
  const { dropProps, dropMark } = useDropTarget({
    accountId,
    ...(bucket !== undefined && { location: { accountId, bucket, prefix } }),
  });
  return (
    <BreadcrumbItem className={isCurrent ? styles.last : styles.item}>
      <BreadcrumbButton
        current={isCurrent}
        className={mergeClasses(styles.button, dropMark === 'allowed' && styles.dropTarget)}
        title={step.name}
        // Where one stands, a drop means the folder itself.
        {...(!isCurrent && dropProps)}
        onClick={(event) => (event.ctrlKey || event.metaKey ? onOpenTab(target) : onGo(step.place))}
        onMouseDown={(event: MouseEvent) => event.button === 1 && event.preventDefault()}
        onAuxClick={(event: MouseEvent) => event.button === 1 && onOpenTab(target)}
      >
        <bdi className={styles.text}>{step.name}</bdi>
      </BreadcrumbButton>
    </BreadcrumbItem>
  );
}

function targetOf(accountId: string, place: Place): TabTarget {
  return place.kind === 'home' ? { accountId } : { accountId, bucket: place.bucket, prefix: place.prefix };
}

function stepsOf(accountName: string, place: Place): readonly Step[] {
  const first = { place: home, name: accountName };
  if (place.kind === 'home') return [first];
  return [
    first,
    { place: folderPlace(place.bucket), name: place.bucket },
    ...crumbsOf(place.prefix).map((crumb) => ({
      place: folderPlace(place.bucket, crumb.prefix),
      name: displayName(crumb.name),
    })),
  ];
}
