import { Button, Field, Input, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '../accountForm/SecretInput.tsx';
import type { ProxyControl } from './useProxy.ts';

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    paddingInlineStart: tokens.spacingHorizontalM,
    borderInlineStartWidth: tokens.strokeWidthThick,
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke2,
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalM },
  half: { flexGrow: 1, flexBasis: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  inUse: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  icon: { fontSize: tokens.fontSizeBase500, color: tokens.colorStatusSuccessForeground1 },
});

/** The fields of a proxy of one's own; nothing changes before they are sent. */
export function OwnProxy({ control }: { readonly control: ProxyControl }) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const address = useRef<HTMLInputElement>(null);
  const user = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const { fields, change, problem, hasPassword, keepsPassword, isSaving } = control;
  const isUserMissing = problem === 'userMissing';
  const mistake =
    problem === undefined
      ? {}
      : { validationState: 'error' as const, validationMessage: t(`proxy.problem.${problem}`) };
  const forget = () => {
    control.forgetPassword();
    // The button goes with the password.
    password.current?.focus();
  };
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const mistaken = control.save();
        if (mistaken !== undefined) (mistaken === 'userMissing' ? user : address).current?.focus();
      }}
    >
      <Field
        label={t('proxy.address')}
        hint={problem === undefined || isUserMissing ? t('proxy.addressHint') : null}
        {...(isUserMissing ? {} : mistake)}
      >
        <Input
          input={{ ref: address, dir: 'ltr' }}
          value={fields.url}
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, data) => change({ url: data.value })}
        />
      </Field>
      <div className={styles.row}>
        <Field
          className={styles.half}
          label={t('proxy.user')}
          hint={isUserMissing ? null : t('proxy.userHint')}
          {...(isUserMissing ? mistake : {})}
        >
          <Input
            input={{ ref: user, dir: 'ltr' }}
            value={fields.user}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, data) => change({ user: data.value })}
          />
        </Field>
        <Field
          className={styles.half}
          label={t('proxy.password')}
          hint={t(keepsPassword ? 'proxy.passwordKept' : 'proxy.passwordHint')}
        >
          <SecretInput
            input={{ ref: password }}
            what={t('proxy.passwordWhat')}
            value={fields.password}
            maxLength={1000}
            onChange={(_, data) => change({ password: data.value })}
          />
        </Field>
      </div>
      <div className={styles.actions}>
        <Button
          type="submit"
          disabledFocusable={isSaving}
          {...(isSaving && { icon: <Spinner size="extra-tiny" aria-hidden /> })}
        >
          {t(isSaving ? 'proxy.saving' : 'proxy.save')}
        </Button>
        {hasPassword && <Button onClick={forget}>{t('proxy.forget')}</Button>}
        {control.isInUse && (
          <span className={styles.inUse}>
            <CheckmarkCircleRegular aria-hidden className={styles.icon} />
            <Text>{t('proxy.inUse')}</Text>
          </span>
        )}
      </div>
    </form>
  );
}
