import {
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { Fragment, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { displayName } from '../../ui/displayName.ts';
import { hiddenCrumbCount, widestCrumb } from './crumbLayout.ts';
import { crumbsOf, folderPlace, home, type Place, placeKey } from './place.ts';

const useStyles = makeStyles({
  root: { flexGrow: 1, minWidth: 0, overflow: 'hidden' },
  list: { flexWrap: 'nowrap', minWidth: 0 },
  item: { flexShrink: 0, maxWidth: `${widestCrumb}px` },
  last: { flexShrink: 1, minWidth: 0 },
  button: { minWidth: 0, maxWidth: '100%', flexShrink: 1 },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

type Step = { readonly place: Place; readonly name: string };

/** The way from the account to the open folder. In the middle of a long one, steps move into a menu. */
export function Breadcrumbs(props: {
  readonly accountName: string;
  readonly place: Place;
  readonly onGo: (place: Place) => void;
}) {
  const { accountName, place, onGo } = props;
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
  const hiddenCount = hiddenCrumbCount(
    steps.map((step) => step.name),
    width,
  );
  const start = steps.slice(0, 1);
  const hidden = steps.slice(1, 1 + hiddenCount);
  const end = steps.slice(1 + hiddenCount);
  const crumb = (step: Step, isCurrent: boolean) => (
    <BreadcrumbItem className={isCurrent ? styles.last : styles.item}>
      <BreadcrumbButton
        current={isCurrent}
        className={styles.button}
        title={step.name}
        onClick={() => onGo(step.place)}
      >
        <span className={styles.text}>{step.name}</span>
      </BreadcrumbButton>
    </BreadcrumbItem>
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
                        {step.name}
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
