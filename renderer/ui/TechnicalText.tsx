import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/domain/appError.ts';
import { CopyButton } from './CopyButton.tsx';
import { technicalText } from './errorText.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    alignSelf: 'stretch',
    padding: tokens.spacingVerticalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  text: {
    flexGrow: 1,
    minWidth: 0,
    margin: 0,
    textAlign: 'start',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: 'pre-wrap',
    unicodeBidi: 'plaintext',
    overflowWrap: 'anywhere',
    userSelect: 'text',
  },
});

/** What the server or the system said about an error, for whoever helps the user, with a button that copies it. */
export function TechnicalText({ error, id }: { readonly error: AppError; readonly id?: string }) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  return (
    <div id={id} className={styles.root}>
      <pre dir="ltr" className={styles.text}>
        {technicalText(error)}
      </pre>
      <CopyButton text={technicalText(error)} label={t('error.copy')} />
    </div>
  );
}
