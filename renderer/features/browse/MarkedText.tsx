import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { MatchRange } from './filtering.ts';

const useStyles = makeStyles({
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
  readonly text: string;
  /** Where in the whole name the text begins. */
  readonly offset: number;
  /** What matches in the whole name. */
  readonly matches: readonly MatchRange[];
};

/** A part of a name, with what a filter matches in marks. */
export function MarkedText({ text, offset, matches }: Props): ReactNode {
  const styles = useStyles();
  if (matches.length === 0) return text;
  const parts: ReactNode[] = [];
  let done = 0;
  for (const match of matches) {
    const start = Math.max(done, match.start - offset);
    const end = Math.min(text.length, match.end - offset);
    if (start >= end) continue;
    parts.push(
      text.slice(done, start),
      <mark key={start} className={styles.match}>
        {text.slice(start, end)}
      </mark>,
    );
    done = end;
  }
  return [...parts, text.slice(done)];
}
