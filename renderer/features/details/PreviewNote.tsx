import { makeStyles, Text, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({ note: { color: tokens.colorNeutralForeground2 } });

/** One quiet sentence about a preview, such as that only its first part is shown. */
export function PreviewNote({ children }: { readonly children: string }) {
  const styles = useStyles();
  return (
    <Text block size={200} className={styles.note}>
      {children}
    </Text>
  );
}
