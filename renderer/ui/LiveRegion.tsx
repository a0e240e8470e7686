import { makeStyles } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { currentAnnouncement, subscribeToAnnouncements } from './announce.ts';

const useStyles = makeStyles({
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** Where `announce` speaks; mounted once, beside the app, outside of anything that a dialog hides. */
export function LiveRegion() {
  const styles = useStyles();
  const { text, number } = useSyncExternalStore(subscribeToAnnouncements, currentAnnouncement);
  return (
    <div role="status" aria-live="polite" className={styles.hidden}>
      <span key={number}>{text}</span>
    </div>
  );
}
