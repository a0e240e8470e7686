import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { type ClickedFolder, middleClickProps } from './middleClick.ts';
import type { TabsControl } from './useTabs.ts';

/** The id of what the tabs show. */
export const panelElementId = 'tab-panel';

/** The id of a tab's element. */
export function tabElementId(tabId: string): string {
  return `tab-${tabId}`;
}

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, minHeight: 0 },
});

type Props = {
  readonly tabs: TabsControl;
  /** The folder that is open, whose folders the middle button opens in tabs of their own. */
  readonly folder?: ClickedFolder | undefined;
  readonly children: ReactNode;
};

/** What the active tab shows; only a box where there is no other tab. */
export function TabPanel({ tabs: { tabs, active, openTab }, folder, children }: Props) {
  const styles = useStyles();
  const isPanel = tabs.length > 1 && active !== undefined;
  return (
    <div
      className={styles.panel}
      {...middleClickProps(folder, openTab)}
      {...(isPanel && { id: panelElementId, role: 'tabpanel', 'aria-labelledby': tabElementId(active.id) })}
    >
      {children}
    </div>
  );
}
