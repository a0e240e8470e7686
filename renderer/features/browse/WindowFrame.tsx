import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useMediaQuery } from '../../mediaQuery.ts';
import { detailsOverlay } from '../../theme.ts';

const useStyles = makeStyles({
  window: { display: 'flex', height: '100%', minWidth: 0 },
  main: {
    position: 'relative',
    display: 'grid',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gridTemplateRows: 'auto minmax(0, 1fr) auto auto',
    gridTemplateAreas: '"head details" "content details" "transfers transfers" "status status"',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: { gridArea: 'head', minWidth: 0 },
  content: {
    gridArea: 'content',
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    minHeight: 0,
    outlineStyle: 'none',
  },
  title: { position: 'absolute', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
  transfers: { gridArea: 'transfers', minWidth: 0 },
  details: {
    gridArea: 'details',
    display: 'flex',
    flexDirection: 'column',
    minHeight: 0,
    boxSizing: 'border-box',
    borderInlineStartWidth: tokens.strokeWidthThin,
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke2,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  overlay: {
    // Over the head and the content; the transfers and the status bar stay in sight.
    gridRow: '1 / 3',
    gridColumn: '1 / -1',
    position: 'absolute',
    insetInlineEnd: 0,
    top: 0,
    bottom: 0,
    zIndex: 2,
    boxShadow: tokens.shadow28,
  },
});

type Props = {
  /** The name of what the window shows, for screen readers: the heading of the page. */
  readonly title: string;
  readonly sidebar: ReactNode;
  readonly head: ReactNode;
  readonly content: ReactNode;
  /** The pane at the side; it lies over the content where the window is narrow. */
  readonly details: ReactNode | undefined;
  readonly transfers: ReactNode;
  readonly status: ReactNode;
};

/** Where the parts of the window stand. */
export function WindowFrame(props: Props) {
  const styles = useStyles();
  const isOverlay = useMediaQuery(detailsOverlay);
  return (
    <div className={styles.window}>
      {props.sidebar}
      <div className={styles.main}>
        <header className={styles.head}>{props.head}</header>
        <main className={styles.content} tabIndex={-1}>
          <h1 className={styles.title}>{props.title}</h1>
          {props.content}
        </main>
        {props.details !== undefined && (
          <div className={mergeClasses(styles.details, isOverlay && styles.overlay)}>{props.details}</div>
        )}
        <div className={styles.transfers}>{props.transfers}</div>
        {props.status}
      </div>
    </div>
  );
}
