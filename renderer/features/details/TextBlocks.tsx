import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { usePreviewPlace } from './previewPlace.ts';
import { textBlocks } from './textBlocks.ts';

const useStyles = makeStyles({
  text: {
    margin: 0,
    maxHeight: '320px',
    overflow: 'auto',
    padding: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: 'pre',
    userSelect: 'text',
  },
  large: { flexGrow: 1, minHeight: 0, maxHeight: 'none', fontSize: tokens.fontSizeBase300 },
  wrapped: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  block: { contentVisibility: 'auto', containIntrinsicSize: 'auto none auto 400px', minHeight: '1lh' },
  // Letters of right-to-left languages stand where they belong, line by line.
  lines: { unicodeBidi: 'plaintext', textAlign: 'start' },
});

type Props = { readonly label: string; readonly text: string; readonly isWrapped: boolean };

/** A text of up to a mebibyte in blocks, of which the browser lays out only those that are seen. */
export function TextBlocks({ label, text, isWrapped }: Props) {
  const styles = useStyles();
  const { isLarge } = usePreviewPlace();
  const blocks = useMemo(() => textBlocks(text), [text]);
  return (
    <pre
      role="document"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard
      tabIndex={0}
      className={mergeClasses(styles.text, isLarge && styles.large, isWrapped && styles.wrapped)}
    >
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one text never change their places
        <div key={index} className={mergeClasses(styles.lines, blocks.length > 1 && styles.block)}>
          {block}
        </div>
      ))}
    </pre>
  );
}
