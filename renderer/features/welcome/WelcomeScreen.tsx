import { Button, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { AddRegular, BriefcaseRegular, SettingsRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { ConfigProblem } from '../../../shared/domain/account.ts';
import { useAccountActions } from '../accounts/accountActions.ts';
import { ConfigProblems } from '../accounts/ConfigProblems.tsx';
import { useSettingsKey } from '../accounts/useSettingsKey.ts';
import { FailureStrip } from '../browse/FailureStrip.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%' },
  page: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXXXL,
    boxSizing: 'border-box',
    textAlign: 'center',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  icon: {
    flexShrink: 0,
    fontSize: tokens.fontSizeHero1000,
    color: tokens.colorBrandForeground1,
  },
  heading: { margin: 0 },
  text: { maxWidth: '56ch', color: tokens.colorNeutralForeground2, textWrap: 'balance' },
  add: { flexShrink: 0, marginBlock: tokens.spacingVerticalM },
  settings: { flexShrink: 0, fontWeight: tokens.fontWeightRegular },
  code: {
    paddingInline: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    userSelect: 'text',
  },
});

type Props = {
  readonly problems: readonly ConfigProblem[];
  readonly onAdded: (accountId: string) => void;
};

/** What the window shows without any account: what Satchel is, and the ways to the first one. */
export function WelcomeScreen({ problems, onAdded }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['accounts', 'browse']);
  const actions = useAccountActions();
  useSettingsKey(actions.openSettings);
  return (
    <main className={styles.root}>
      {actions.failure !== undefined && (
        <FailureStrip
          error={actions.failure.error}
          onRetry={actions.failure.retry}
          onDismiss={actions.dismissFailure}
        />
      )}
      <ConfigProblems problems={problems} hasProfiles={false} />
      <div className={styles.page}>
        <BriefcaseRegular aria-hidden className={styles.icon} />
        <Subtitle1 as="h1" className={styles.heading}>
          {t('welcome.title')}
        </Subtitle1>
        <Text align="center" className={styles.text}>
          {t('welcome.what')}
        </Text>
        <Button
          appearance="primary"
          size="large"
          className={styles.add}
          icon={<AddRegular />}
          onClick={() => actions.add(onAdded)}
        >
          {t('welcome.add')}
        </Button>
        <Text align="center" className={styles.text}>
          {t('welcome.profiles')}
        </Text>
        <Text align="center" className={styles.text}>
          {t('welcome.demo')} <code className={styles.code}>{t('welcome.demoCommand')}</code>
        </Text>
        <Button
          appearance="subtle"
          className={styles.settings}
          icon={<SettingsRegular />}
          onClick={actions.openSettings}
        >
          {t('browse:commands.settings')}
        </Button>
      </div>
    </main>
  );
}
