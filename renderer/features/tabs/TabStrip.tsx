import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState, type WheelEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import { announce } from '../../ui/announce.ts';
import { formatCount } from '../../ui/format.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { isMac } from '../browse/platform.ts';
import { ContextMenu } from '../commands/ContextMenu.tsx';
import { noFacts } from '../commands/commandFacts.ts';
import { commandShortcut } from '../commands/commandWords.ts';
import { useReorder } from '../places/useReorder.ts';
import { TabItem } from './TabItem.tsx';
import { tabElementId } from './TabPanel.tsx';
import { tabName } from './tabWords.ts';
import type { TabsControl } from './useTabs.ts';

const useStyles = makeStyles({
  strip: {
    display: 'flex',
    alignItems: 'stretch',
    gap: tokens.spacingHorizontalXXS,
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalXS,
    paddingTop: tokens.spacingVerticalXS,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  list: {
    display: 'flex',
    gap: tokens.spacingHorizontalXXS,
    minWidth: 0,
    overflowX: 'auto',
    overflowY: 'hidden',
    scrollbarWidth: 'none',
  },
  add: { flexShrink: 0, marginBottom: tokens.spacingVerticalXXS },
});

type Props = {
  readonly tabs: TabsControl;
  readonly accounts: readonly Account[];
};

/** The tabs above the bars, drawn where there is more than one; with one, NewTabButton stands in the top bar instead. */
export function TabStrip({ tabs, accounts }: Props) {
  return tabs.tabs.length > 1 ? <Strip tabs={tabs} accounts={accounts} /> : null;
}

function Strip({ tabs: control, accounts }: Props) {
  const { tabs, active, activate, closeTab, moveTab } = control;
  const styles = useStyles();
  const { t } = useTranslation('tabs');
  const list = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<{ readonly id: string; readonly at: DOMRect }>();
  const drag = useReorder(list, 'row', moveTab);
  const activeId = active?.id;
  const names = new Map(accounts.map(({ id, name }) => [id, name]));

  // The keyboard stays in the strip while it works there.
  const isKeyboardHere = useRef(false);
  const tabElement = (id: string | undefined) =>
    id === undefined ? null : document.getElementById(tabElementId(id));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab is to be in view whenever there are others
  useLayoutEffect(() => {
    const element = tabElement(activeId);
    element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (isKeyboardHere.current) element?.focus();
    isKeyboardHere.current = false;
  }, [activeId, tabs]);
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      tabElement(activeId)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  });

  const onKeyDown = (event: KeyboardEvent, id: string) => {
    const index = tabs.findIndex((tab) => tab.id === id);
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: isRtl ? 1 : -1,
      ArrowRight: isRtl ? -1 : 1,
      Home: -index,
      End: tabs.length - 1 - index,
    };
    const step = steps[event.key];
    const isMod = isMac ? event.metaKey : event.ctrlKey;
    if (event.key === 'Delete' || (event.key === 'Backspace' && isMac)) {
      isKeyboardHere.current = true;
      closeTab(id);
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      setMenu({ id, at: event.currentTarget.getBoundingClientRect() });
    } else if (step !== undefined && isMod && event.shiftKey) {
      const position = Math.max(0, Math.min(index + step, tabs.length - 1));
      isKeyboardHere.current = true;
      moveTab(id, position);
      const tab = tabs[index];
      if (tab === undefined) return;
      announce(
        t('moved', {
          name: tabName(tab, names),
          position: formatCount(position + 1),
          total: formatCount(tabs.length),
        }),
      );
    } else if (step !== undefined && !isMod && !event.altKey && !event.shiftKey) {
      const next = tabs[(index + step + tabs.length) % tabs.length];
      isKeyboardHere.current = true;
      if (next !== undefined) activate(next.id);
    } else return;
    event.preventDefault();
  };

  const onWheel = (event: WheelEvent<HTMLElement>) => {
    if (event.deltaX !== 0) return;
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    event.currentTarget.scrollLeft += isRtl ? -event.deltaY : event.deltaY;
  };
  const menuId = menu?.id;
  return (
    <div className={styles.strip}>
      <div
        ref={list}
        role="tablist"
        aria-label={t('label')}
        data-keeps-focus
        className={styles.list}
        onWheel={onWheel}
      >
        {tabs.map((tab) => (
          <TabItem
            key={tab.id}
            tab={tab}
            account={accounts.find(({ id }) => id === tab.accountId)}
            names={names}
            isActive={tab.id === activeId}
            dragProps={drag.propsOf(tab.id)}
            isDragged={drag.dragged === tab.id}
            onActivate={() => activate(tab.id)}
            onClose={() => closeTab(tab.id)}
            onKeyDown={(event) => onKeyDown(event, tab.id)}
            onMenu={(at) => setMenu({ id: tab.id, at })}
          />
        ))}
      </div>
      <span className={styles.add}>
        <AddButton onAdd={control.newTab} />
      </span>
      {menuId !== undefined && (
        <ContextMenu
          menu={{ kind: 'tab', at: menu?.at ?? new DOMRect() }}
          context={{
            facts: {
              ...noFacts,
              subject: { kind: 'tab' },
              tabCount: tabs.length,
              closedTabCount: control.closedCount,
            },
            actions: {
              newTab: control.newTab,
              reopenTab: control.reopenTab,
              closeTab: () => closeTab(menuId),
              closeOtherTabs: () => control.closeOtherTabs(menuId),
            },
          }}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}

function AddButton({ onAdd }: { readonly onAdd: () => void }) {
  const { t } = useTranslation(['tabs', 'ui']);
  const keys = commandShortcut('newTab');
  return (
    <Tooltip
      content={keys === undefined ? t('new') : t('ui:withKeys', { text: t('new'), keys: keys.text })}
      relationship="description"
    >
      <Button
        appearance="subtle"
        aria-label={t('new')}
        aria-keyshortcuts={keys?.ariaKeys}
        icon={<AddRegular />}
        onClick={onAdd}
      />
    </Tooltip>
  );
}

/** The way to a second tab, where the strip is not drawn. */
export function NewTabButton({ tabs }: { readonly tabs: TabsControl }) {
  return tabs.tabs.length > 1 ? null : <AddButton onAdd={tabs.newTab} />;
}
