import { makeStyles } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { currentAnnouncement, subscribeToAnnouncements } from './announce.ts';

const useStyles = makeStyles({
  hidden: {
    position: 'absolute',
    // Below the page it would make the window one pixel higher than it is.
    top: 0,
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

// Fluent hides everything beside an open dialog from screen readers, but for top-level elements with this attribute.
const neverHidden = { 'data-tabster-never-hide': '' };

/** Where `announce` speaks; mounted once. It is heard while a dialog is open, too. */
export function LiveRegion() {
  const styles = useStyles();
  const { text, number } = useSyncExternalStore(subscribeToAnnouncements, currentAnnouncement);
  return createPortal(
    <div role="status" aria-live="polite" className={styles.hidden} {...neverHidden}>
      <span key={number}>{text}</span>
    </div>,
    document.body,
  );
}
