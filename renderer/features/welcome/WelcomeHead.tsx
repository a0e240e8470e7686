import { makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { BriefcaseRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalS,
    paddingBlock: tokens.spacingVerticalL,
    textAlign: 'center',
  },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeHero1000, color: tokens.colorBrandForeground1 },
  heading: { margin: 0 },
  text: { maxWidth: '56ch', color: tokens.colorNeutralForeground2, textWrap: 'balance' },
});

type Props = {
  /** What there is to do on this page. */
  readonly text?: string;
  readonly isPageTitle?: boolean;
};

/** What Satchel is, for someone who sees it for the first time. */
export function WelcomeHead({ text, isPageTitle = false }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  return (
    <div className={styles.head}>
      <BriefcaseRegular aria-hidden className={styles.icon} />
      <Subtitle1 as={isPageTitle ? 'h1' : 'h2'} className={styles.heading}>
        {t('welcome.title')}
      </Subtitle1>
      <Text align="center" className={styles.text}>
        {t('welcome.what')} {text}
      </Text>
    </div>
  );
}
