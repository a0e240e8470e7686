import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { FileIcon } from '../../ui/FileIcon.tsx';

const useStyles = makeStyles({
  block: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalM,
    minHeight: '160px',
    padding: tokens.spacingVerticalL,
    boxSizing: 'border-box',
    textAlign: 'center',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  why: { color: tokens.colorNeutralForeground2, textWrap: 'balance' },
});

type Props = {
  readonly name: string;
  /** Why there is no preview, where the user would expect one. */
  readonly children?: string;
};

/** Stands where a preview would: the file's icon, and why it is not shown. */
export function PreviewInstead({ name, children }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.block}>
      <FileIcon entry={{ kind: 'file', name }} size="large" />
      {children !== undefined && (
        <Text size={200} align="center" className={styles.why}>
          {children}
        </Text>
      )}
    </div>
  );
}
