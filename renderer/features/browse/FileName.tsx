import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { displayName } from '../../ui/displayName.ts';
import { type MatchRange, matchRanges } from './filtering.ts';
import { cutName } from './nameTail.ts';

const useStyles = makeStyles({
  text: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'pre',
    color: tokens.colorNeutralForeground1,
  },
  none: { fontStyle: 'italic', color: tokens.colorNeutralForeground3 },
  split: { display: 'flex', minWidth: 0, color: tokens.colorNeutralForeground1 },
  start: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre' },
  tail: { flexShrink: 0, whiteSpace: 'pre' },
  match: {
    backgroundColor: 'transparent',
    color: 'inherit',
    fontWeight: tokens.fontWeightBold,
    textDecorationLine: 'underline',
    // Colours that are forced would give it the text of a marker without its background.
    '@media (forced-colors: active)': { forcedColorAdjust: 'none' },
  },
});

type Props = {
  readonly name: string;
  /** What the list is filtered by: its words are marked in the name. */
  readonly filter?: string | undefined;
};

/** A name on one line; one that is too long is cut before its extension. Written from its own side, whatever is around it. */
export function FileName({ name, filter = '' }: Props) {
  const styles = useStyles();
  const shown = displayName(name);
  const { start, tail } = cutName(shown);
  const matches = filter === '' ? [] : matchRanges(shown, filter);
  const marked = (text: string, offset: number) => withMarks(text, offset, matches, styles.match);
  if (tail === '') {
    return (
      <bdi data-grip className={mergeClasses(styles.text, name === '' && styles.none)}>
        {marked(start, 0)}
      </bdi>
    );
  }
  return (
    <bdi data-grip className={styles.split}>
      <span className={styles.start}>{marked(start, 0)}</span>
      <span className={styles.tail}>{marked(tail, start.length)}</span>
    </bdi>
  );
}

/** A part of a name, which begins at `offset`, with what matches in marks. */
function withMarks(
  text: string,
  offset: number,
  matches: readonly MatchRange[],
  markClass: string,
): ReactNode {
  if (matches.length === 0) return text;
  const parts: ReactNode[] = [];
  let done = 0;
  for (const match of matches) {
    const start = Math.max(done, match.start - offset);
    const end = Math.min(text.length, match.end - offset);
    if (start >= end) continue;
    parts.push(
      text.slice(done, start),
      <mark key={start} className={markClass}>
        {text.slice(start, end)}
      </mark>,
    );
    done = end;
  }
  return [...parts, text.slice(done)];
}
