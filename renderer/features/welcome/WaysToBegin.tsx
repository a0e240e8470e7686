import { CompoundButton, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import {
  BeakerRegular,
  CloudAddRegular,
  type FluentIcon,
  KeyRegular,
  PersonKeyRegular,
} from '@fluentui/react-icons';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { useAccountActions } from '../accounts/accountActions.ts';
import { useDemo } from './useDemo.ts';

const ways = ['keys', 'signIn', 'provider', 'demo'] as const;
type Way = (typeof ways)[number];

const icons: Readonly<Record<Way, FluentIcon>> = {
  keys: KeyRegular,
  signIn: PersonKeyRegular,
  provider: CloudAddRegular,
  demo: BeakerRegular,
};

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, width: '100%' },
  heading: { margin: 0 },
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  way: {
    justifyContent: 'flex-start',
    alignItems: 'flex-start',
    width: '100%',
    maxWidth: 'none',
    height: '100%',
    textAlign: 'start',
  },
  text: { marginTop: tokens.spacingVerticalXXS, lineHeight: tokens.lineHeightBase200 },
});

type Props = {
  readonly title: string;
  readonly onAdded: (accountId: string) => void;
};

/** The ways to a first account, or to none: what each is for, in a sentence. */
export function WaysToBegin({ title, onAdded }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const actions = useAccountActions();
  const headingId = useId();
  const demo = useDemo(onAdded);
  const begin = (way: Way) => {
    if (way === 'keys') actions.add(onAdded);
    else if (way === 'provider') actions.add(onAdded, 'other');
    else if (way === 'signIn') actions.signInElsewhere(onAdded);
    else demo.start();
  };
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <Text as="h2" id={headingId} weight="semibold" className={styles.heading}>
        {title}
      </Text>
      <ul className={styles.list} aria-labelledby={headingId}>
        {ways.map((way) => {
          const Icon = icons[way];
          const isBusy = way === 'demo' && demo.isStarting;
          return (
            <li key={way}>
              <CompoundButton
                className={styles.way}
                icon={isBusy ? <Spinner size="tiny" /> : <Icon />}
                disabledFocusable={isBusy}
                secondaryContent={{
                  className: styles.text,
                  children: isBusy ? t('welcome.demo.starting') : t(`welcome.way.${way}.text`),
                }}
                onClick={() => begin(way)}
              >
                {t(`welcome.way.${way}.title`)}
              </CompoundButton>
            </li>
          );
        })}
      </ul>
      {demo.error !== undefined && <ErrorMessage compact error={demo.error} />}
    </section>
  );
}
