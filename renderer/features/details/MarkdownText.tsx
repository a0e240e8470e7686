import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { displayName } from '../../ui/displayName.ts';
import { usePreviewPlace } from './previewPlace.ts';

const useStyles = makeStyles({
  text: {
    maxHeight: '400px',
    overflow: 'auto',
    padding: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowWrap: 'anywhere',
    userSelect: 'text',
    // By the direction of the text, not of the window.
    textAlign: 'start',
    '& > :first-child': { marginTop: 0 },
    '& > :last-child': { marginBottom: 0 },
    '& h3': { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
    '& h4': { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
    '& h5, & h6': { fontSize: 'inherit' },
    '& table': { borderCollapse: 'collapse' },
    '& th, & td': {
      border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
      padding: tokens.spacingHorizontalXS,
      textAlign: 'start',
    },
    '& pre, & code': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
    '& pre': { whiteSpace: 'pre-wrap' },
    '& blockquote': {
      marginInline: 0,
      paddingInlineStart: tokens.spacingHorizontalM,
      borderInlineStartWidth: tokens.strokeWidthThicker,
      borderInlineStartStyle: 'solid',
      borderInlineStartColor: tokens.colorNeutralStroke1,
    },
    '& ul, & ol': { paddingInlineStart: tokens.spacingHorizontalXXL },
    '& .contains-task-list': { listStyleType: 'none', paddingInlineStart: tokens.spacingHorizontalXS },
  },
  large: { flexGrow: 1, minHeight: 0, maxHeight: 'none' },
});

/**
 * A file is not our page: its links lead nowhere and tell their address on hover, its pictures are named and not loaded,
 * its boxes cannot be ticked, and its headings stand below ours.
 */
const components: Components = {
  a: ({ href, children }) => (
    <u title={href === undefined ? undefined : displayName(href)} data-link>
      {children}
    </u>
  ),
  img: ({ alt }) => <Picture name={alt ?? ''} />,
  input: ({ checked }) => <span>{checked === true ? '☑' : '☐'}</span>,
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
};

function Picture({ name }: { readonly name: string }) {
  const { t } = useTranslation('details');
  return <em>[{t('preview.picture', { name: displayName(name) })}]</em>;
}

const plugins = [remarkGfm];

/** A Markdown text as it is meant to be read; HTML in it is shown as the text that it is. */
export function MarkdownText({ label, text }: { readonly label: string; readonly text: string }) {
  const styles = useStyles();
  const { isLarge } = usePreviewPlace();
  return (
    <div
      role="document"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard
      tabIndex={0}
      dir="auto"
      className={mergeClasses(styles.text, isLarge && styles.large)}
    >
      <Markdown remarkPlugins={plugins} components={components}>
        {text}
      </Markdown>
    </div>
  );
}
