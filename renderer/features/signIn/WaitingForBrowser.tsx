import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announce.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { clockTime } from './signInWords.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  box: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingVerticalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '0.08em',
    overflowWrap: 'anywhere',
    userSelect: 'text',
  },
  address: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  addressText: {
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
    userSelect: 'text',
  },
  waiting: { justifyContent: 'flex-start' },
});

type Props = {
  readonly userCode: string | undefined;
  readonly pageUrl: string | undefined;
  readonly expiresAtMs: number | undefined;
  /** True where the system has no browser to open the page in, as far as is known. */
  readonly isBrowserMissing: boolean;
};

/** The code that the page in the browser shows too, until when it is good, and the page's address. */
export function WaitingForBrowser({ userCode, pageUrl, expiresAtMs, isBrowserMissing }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('signIn');
  useEffect(() => {
    if (userCode !== undefined) announce(t('codeToHear', { code: userCode }));
  }, [userCode, t]);
  return (
    <div className={styles.root}>
      <Text>{t(userCode === undefined ? 'inBrowser' : 'inBrowserWithCode')}</Text>
      {userCode !== undefined && (
        <div className={styles.box}>
          <span className={styles.code}>{userCode}</span>
          <CopyButton text={userCode} label={t('copyCode')} />
        </div>
      )}
      <Spinner
        className={styles.waiting}
        size="extra-tiny"
        label={expiresAtMs === undefined ? t('waiting') : t('waitingUntil', { time: clockTime(expiresAtMs) })}
      />
      {pageUrl !== undefined && (
        <div>
          <div role="status">
            {isBrowserMissing && <Text weight="semibold">{t('browserMissing')} </Text>}
            <Text>{t(isBrowserMissing ? 'openByHand' : 'noBrowser')}</Text>
          </div>
          <div className={styles.address}>
            <Text size={200} className={styles.addressText}>
              {pageUrl}
            </Text>
            <CopyButton text={pageUrl} label={t('copyAddress')} />
          </div>
        </div>
      )}
    </div>
  );
}
