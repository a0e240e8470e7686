import { Input, makeStyles, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from '../../../shared/domain/object.ts';
import { displayName } from '../../ui/displayName.ts';
import { stemLength } from './nameTail.ts';

const useStyles = makeStyles({
  field: {
    position: 'relative',
    flexGrow: 1,
    minWidth: 0,
    // The colours of its row are for what has no background of its own.
    '@media (forced-colors: active)': {
      '& input, & [role="alert"]': { backgroundColor: 'Canvas', color: 'CanvasText' },
    },
  },
  // The name stays as large as it was.
  input: { width: '100%', minWidth: 0, fontSize: tokens.fontSizeBase300 },
  problem: {
    position: 'absolute',
    insetInlineStart: 0,
    top: `calc(100% + ${tokens.spacingVerticalXXS})`,
    zIndex: 2,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
    color: tokens.colorStatusDangerForeground1,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'normal',
  },
});

/** A row that is being given another name. */
export type Renaming = {
  /** The row's id. */
  readonly id: string;
  /** What is wrong with a name, in a sentence; undefined for one that can be given. */
  readonly problemOf: (name: string) => string | undefined;
  /** The new name; undefined when it stays the old one. */
  readonly onDone: (name: string | undefined) => void;
};

type Props = { readonly entry: Entry; readonly renaming: Renaming };

/** The field in place of a name: Enter or leaving it takes the new name, Escape the old one. */
export function RenameField({ entry, renaming }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('browse');
  const problemId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(entry.name);
  const isDone = useRef(false);
  const problem = name === entry.name ? undefined : renaming.problemOf(name);

  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.setSelectionRange(0, stemLength(entry.kind, entry.name));
  }, [entry]);

  const finish = (newName: string | undefined) => {
    if (isDone.current) return;
    isDone.current = true;
    renaming.onDone(newName === entry.name ? undefined : newName);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The keys of the list and of the window are those of the text here.
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') finish(undefined);
    else if (event.key === 'Enter' && problem === undefined) finish(name);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it keeps what is meant for the field from the list
    <div
      className={styles.field}
      onMouseDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onContextMenu={(event) => event.stopPropagation()}
    >
      <Input
        input={{ ref: input, dir: 'auto', spellCheck: false }}
        size="small"
        className={styles.input}
        aria-label={t('list.newName', { name: displayName(entry.name) })}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : problemId}
        value={name}
        onChange={(_, data) => setName(data.value)}
        onKeyDown={onKeyDown}
        onBlur={() => finish(problem === undefined ? name : undefined)}
      />
      {problem !== undefined && (
        <div id={problemId} role="alert" className={styles.problem}>
          {problem}
        </div>
      )}
    </div>
  );
}
