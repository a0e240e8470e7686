import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { SettingsRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { ConfigProblem } from '../../../shared/domain/account.ts';
import { useAccountActions } from '../accounts/accountActions.ts';
import { ConfigProblems } from '../accounts/ConfigProblems.tsx';
import { useSettingsKey } from '../accounts/useSettingsKey.ts';
import { FailureStrip } from '../browse/FailureStrip.tsx';
import { WaysToBegin } from './WaysToBegin.tsx';
import { WelcomeHead } from './WelcomeHead.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%' },
  page: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    alignItems: 'center',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXXXL,
    boxSizing: 'border-box',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  column: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    width: '100%',
    maxWidth: '720px',
    // Centred while there is room, and scrolled from the top where there is not.
    marginBlock: 'auto 0',
  },
  text: { color: tokens.colorNeutralForeground2, textWrap: 'balance' },
  settings: { flexShrink: 0, marginBlockEnd: 'auto', fontWeight: tokens.fontWeightRegular },
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
        <div className={styles.column}>
          <WelcomeHead isPageTitle />
          <WaysToBegin title={t('welcome.begin')} onAdded={onAdded} />
          <Text align="center" className={styles.text}>
            {t('welcome.profiles')}
          </Text>
        </div>
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
