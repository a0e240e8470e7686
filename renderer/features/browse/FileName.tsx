import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { displayName } from '../../ui/displayName.ts';
import { matchRanges } from './filtering.ts';
import { MarkedText } from './MarkedText.tsx';
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
  if (tail === '') {
    return (
      <bdi data-grip className={mergeClasses(styles.text, name === '' && styles.none)}>
        <MarkedText text={start} offset={0} matches={matches} />
      </bdi>
    );
  }
  return (
    <bdi data-grip className={styles.split}>
      <span className={styles.start}>
        <MarkedText text={start} offset={0} matches={matches} />
      </span>
      <span className={styles.tail}>
        <MarkedText text={tail} offset={start.length} matches={matches} />
      </span>
    </bdi>
  );
}
