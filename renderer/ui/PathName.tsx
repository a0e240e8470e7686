import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { nameParts } from './displayName.ts';

const useStyles = makeStyles({
  path: { display: 'flex', minWidth: 0, whiteSpace: 'pre' },
  // The folders give way first, so that the name itself is seen.
  folders: { minWidth: 0, color: tokens.colorNeutralForeground2 },
  file: { flexShrink: 0, maxWidth: '100%', color: tokens.colorNeutralForeground1 },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre' },
});

/** A name with its folders, cut in the folders where it is too long; the whole of it is seen on hover. */
export function PathName({ name }: { readonly name: string }) {
  const styles = useStyles();
  const { folders, file } = nameParts(name);
  return (
    // A path runs in the direction of its names, whatever the language of the window.
    <span dir="auto" className={styles.path} title={folders + file}>
      {folders !== '' && <span className={mergeClasses(styles.cut, styles.folders)}>{folders}</span>}
      <span className={mergeClasses(styles.cut, styles.file)}>{file}</span>
    </span>
  );
}
