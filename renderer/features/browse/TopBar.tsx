import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular, ArrowUpRegular, type FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { frame } from '../../theme.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { BackIcon, ForwardIcon } from '../../ui/turnedIcons.tsx';
import type { TabTarget } from '../tabs/tabs.ts';
import { Breadcrumbs } from './Breadcrumbs.tsx';
import type { Navigation } from './useNavigation.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXS,
    height: `${frame.barHeight}px`,
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
  },
});

type Props = {
  readonly accountName: string;
  readonly navigation: Navigation;
  readonly onOpenTab: (target: TabTarget) => void;
  readonly onRefresh: () => void;
  /** What else can be done with the place, at the end of the bar. */
  readonly children?: ReactNode;
};

/** Where one is, and the ways from there. */
export function TopBar({ accountName, navigation, onOpenTab, onRefresh, children }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('browse');
  const button = (
    words: 'back' | 'forward' | 'up' | 'refresh',
    Icon: FluentIcon,
    go: () => void,
    can = true,
  ) => (
    <Tooltip content={t(`navigate.${words}`)} relationship="label">
      <Button appearance="subtle" icon={<Icon />} disabledFocusable={!can} onClick={() => can && go()} />
    </Tooltip>
  );
  return (
    <div className={styles.bar}>
      {button('back', BackIcon, navigation.back, navigation.canGoBack)}
      {button('forward', ForwardIcon, navigation.forward, navigation.canGoForward)}
      {button('up', ArrowUpRegular, navigation.up, navigation.canGoUp)}
      <Breadcrumbs
        accountId={navigation.accountId}
        accountName={accountName}
        place={navigation.place}
        onGo={navigation.go}
        onOpenTab={onOpenTab}
      />
      {button('refresh', ArrowClockwiseRegular, onRefresh)}
      {children}
    </div>
  );
}
