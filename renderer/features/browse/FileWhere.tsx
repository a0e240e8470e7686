import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  where: {
    minWidth: 0,
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'pre',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
});

/** The folder in which a file or folder is, on one line; the whole of it is seen on hover. */
export function FileWhere({ where }: { readonly where: string }) {
  const styles = useStyles();
  return (
    <bdi data-column="where" data-title={where} className={styles.where}>
      {where}
    </bdi>
  );
}
