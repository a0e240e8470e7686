import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { displayName } from '../../ui/displayName.ts';
import { TechnicalText } from '../../ui/TechnicalText.tsx';
import { Fact, Facts } from '../details/Facts.tsx';
import { providerText } from './accountWords.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalS,
  },
});

function shown(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : displayName(value);
}

/** The expert's terms of an account, and what the server or the system said when it was checked. */
export function AccountFacts({ account }: { readonly account: Account }) {
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const { identity, error } = account.health;
  return (
    <div className={styles.root}>
      <Facts columns>
        <Fact label={t('facts.source')}>{t(`facts.from.${account.source}`)}</Fact>
        <Fact label={t('facts.profile')}>{shown(account.profile)}</Fact>
        <Fact label={t('facts.keys')}>{t(`facts.kind.${account.credentialKind}`)}</Fact>
        <Fact label={t('facts.accountId')}>{shown(identity?.accountId)}</Fact>
        <Fact
          label={t('facts.arn')}
          action={identity !== undefined && <CopyButton text={identity.arn} label={t('facts.copyArn')} />}
        >
          {shown(identity?.arn)}
        </Fact>
        <Fact label={t('facts.provider')}>{shown(providerText(account))}</Fact>
        <Fact label={t('facts.endpoint')}>{shown(account.endpoint)}</Fact>
        <Fact label={t('facts.region')}>{shown(account.region)}</Fact>
      </Facts>
      {error !== undefined && <TechnicalText error={error} />}
    </div>
  );
}
