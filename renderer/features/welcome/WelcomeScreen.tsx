import { makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { BriefcaseRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalM,
    height: '100%',
    padding: tokens.spacingHorizontalXXXL,
    boxSizing: 'border-box',
    textAlign: 'center',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  icon: { fontSize: tokens.fontSizeHero1000, color: tokens.colorBrandForeground1 },
  heading: { margin: 0 },
  text: { maxWidth: '56ch', color: tokens.colorNeutralForeground2, textWrap: 'balance' },
  code: {
    paddingInline: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    userSelect: 'text',
  },
});

/** What the window shows without any account. It has no button, because there is nothing yet that one could do. */
export function WelcomeScreen() {
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  return (
    <main className={styles.page}>
      <BriefcaseRegular aria-hidden className={styles.icon} />
      <Subtitle1 as="h1" className={styles.heading}>
        {t('welcome.title')}
      </Subtitle1>
      <Text align="center" className={styles.text}>
        {t('welcome.what')}
      </Text>
      <Text align="center" className={styles.text}>
        {t('welcome.demo')} <code className={styles.code}>{t('welcome.demoCommand')}</code>
      </Text>
      <Text align="center" className={styles.text}>
        {t('welcome.next')}
      </Text>
    </main>
  );
}
