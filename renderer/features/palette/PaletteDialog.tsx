// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen are no <select>
// biome-ignore-all lint/a11y/useFocusableInteractive: the field holds the focus and names the active row (ARIA combobox)
import {
  Dialog,
  DialogSurface,
  Input,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Location } from '../../../shared/domain/object.ts';
import { frame } from '../../theme.ts';
import { announce } from '../../ui/announce.ts';
import { formatCount } from '../../ui/format.ts';
import type { CommandContext } from '../commands/commandFacts.ts';
import { commandShortcut } from '../commands/commandWords.ts';
import { runCommand } from '../commands/runCommand.ts';
import { latelyChosen, rememberChoice } from './latelyChosen.ts';
import { PaletteRow } from './PaletteRow.tsx';
import {
  findableItems,
  findItems,
  type PaletteItem,
  type PalettePlaces,
  paletteItems,
} from './paletteItems.ts';

/** Rows that are seen at once. */
const shownRows = 9;

const useStyles = makeStyles({
  surface: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    maxWidth: 'min(640px, calc(100vw - 48px))',
    // Where its field is does not depend on how much is found.
    marginTop: '12vh',
    marginBottom: 'auto',
  },
  list: { position: 'relative', overflowY: 'auto', overflowX: 'hidden', overflowAnchor: 'none' },
  row: {
    position: 'absolute',
    top: 0,
    insetInlineStart: 0,
    width: '100%',
    height: `${frame.rowHeight}px`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'default',
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    '@media (forced-colors: active)': {
      forcedColorAdjust: 'none',
      backgroundColor: 'Highlight',
      color: 'HighlightText',
      '& *': { color: 'HighlightText' },
    },
  },
  none: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
  },
});

type Props = {
  readonly context: CommandContext;
  readonly places: PalettePlaces;
  readonly onOpen: (location: Location) => void;
  readonly onSwitchAccount: (accountId: string) => void;
  readonly onClose: () => void;
};

/** One field that reaches every command, bucket, account and kept place by its words. */
export function PaletteDialog({ context, places, onOpen, onSwitchAccount, onClose }: Props) {
  const styles = useStyles();
  const { t, i18n } = useTranslation('palette');
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [activeIndex, setActiveIndex] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about the window as it was when it opened
  const all = useMemo(() => findableItems(paletteItems(context, places)), [i18n.language]);
  const [lately] = useState(latelyChosen);
  const shownTyped = useDeferredValue(typed);
  const found = useMemo(() => findItems(all, shownTyped, lately), [all, shownTyped, lately]);
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: found.length,
    getScrollElement: () => list.current,
    estimateSize: () => frame.rowHeight,
    overscan: 4,
  });
  const rowId = (index: number) => `${listId}-${index}`;

  const count = found.length;
  useEffect(() => {
    if (shownTyped !== '') announce(t('found', { count, shown: formatCount(count) }));
  }, [shownTyped, count, t]);

  const go = (index: number) => {
    const next = Math.max(0, Math.min(index, found.length - 1));
    setActiveIndex(next);
    virtualizer.scrollToIndex(next, { align: 'auto' });
  };
  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined) return;
    rememberChoice(item.id);
    onClose();
    // The dialog gives the focus back first, so that what the command opens can take it.
    requestAnimationFrame(() => {
      if (item.kind === 'command') runCommand(item.command, context);
      else if (item.kind === 'account') onSwitchAccount(item.account.id);
      else onOpen(item.location);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: activeIndex === found.length - 1 ? 0 : activeIndex + 1,
      ArrowUp: activeIndex === 0 ? found.length - 1 : activeIndex - 1,
      PageDown: activeIndex + shownRows - 1,
      PageUp: activeIndex - shownRows + 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      go(to);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(found[activeIndex]);
    }
  };
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface aria-label={t('title')} className={styles.surface}>
        <Input
          autoFocus
          size="large"
          contentBefore={<SearchRegular />}
          placeholder={t('placeholder')}
          value={typed}
          onChange={(_, data) => {
            setTyped(data.value);
            go(0);
          }}
          onKeyDown={onKeyDown}
          input={{
            role: 'combobox',
            spellCheck: false,
            autoComplete: 'off',
            'aria-label': t('title'),
            'aria-autocomplete': 'list',
            'aria-expanded': count > 0,
            'aria-controls': listId,
            'aria-activedescendant': count === 0 ? undefined : rowId(activeIndex),
          }}
        />
        {count === 0 && <Text className={styles.none}>{t('none')}</Text>}
        <div
          ref={list}
          id={listId}
          role="listbox"
          aria-label={t('choices')}
          tabIndex={-1}
          className={styles.list}
          style={{ height: Math.min(count, shownRows) * frame.rowHeight }}
        >
          <div role="presentation" style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ index, start }) => {
              const item = found[index];
              if (item === undefined) return null;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
                <div
                  key={item.id}
                  id={rowId(index)}
                  role="option"
                  aria-selected={index === activeIndex}
                  aria-setsize={count}
                  aria-posinset={index + 1}
                  aria-keyshortcuts={
                    item.kind === 'command' ? commandShortcut(item.command)?.ariaKeys : undefined
                  }
                  className={mergeClasses(styles.row, index === activeIndex && styles.active)}
                  style={{ transform: `translateY(${start}px)` }}
                  onMouseMove={() => setActiveIndex(index)}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => choose(item)}
                >
                  <PaletteRow item={item} />
                </div>
              );
            })}
          </div>
        </div>
      </DialogSurface>
    </Dialog>
  );
}
