import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Input,
  Link,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announce.ts';
import { displayName } from '../../ui/displayName.ts';
import { FoldedIcon } from '../../ui/turnedIcons.tsx';
import { typedDirection } from '../../ui/typedDirection.ts';
import { FormField, showFirstMistake } from './FormField.tsx';
import { fieldOfRefusal } from './fieldProblems.ts';
import { KeepingField } from './KeepingField.tsx';
import { KeyFields } from './KeyFields.tsx';
import { MoreFields } from './MoreFields.tsx';
import { ProviderField } from './ProviderField.tsx';
import { RefusalMessage } from './RefusalMessage.tsx';
import { RegionField } from './RegionField.tsx';
import type { AccountFormControl } from './useAccountForm.ts';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
    // Beside its scroll bar.
    paddingInlineEnd: tokens.spacingHorizontalS,
  },
  // Some of the window stays in sight around it.
  body: { '@media (min-height: 600px)': { maxHeight: 'calc(100vh - 96px)' } },
  more: { alignSelf: 'flex-start', flexShrink: 0, minWidth: 0, paddingInline: 0 },
  moreFields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

type Props = {
  readonly title: string;
  readonly form: AccountFormControl;
  /** What the window calls the account that is edited. */
  readonly shownName: string | undefined;
  /** Turns to the sign-in with an organisation, which needs no keys. */
  readonly onSignIn: (() => void) | undefined;
  readonly onCancel: () => void;
};

/** The form's fields in the order in which people think of them: where, under which name, with which keys. */
export function AccountForm({ title, form, shownName, onSignIn, onCancel }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('accountForm');
  const element = useRef<HTMLFormElement>(null);
  const moreId = useId();
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const { provider, fields, change, error, isSaving, refusedCount } = form;
  const hasProblemInMore = form.problems.sessionToken !== undefined || fieldOf(form) === 'certificates';
  const showsMore = isMoreOpen || hasProblemInMore;
  useEffect(() => {
    if (refusedCount > 0 && element.current !== null) showFirstMistake(element.current);
  }, [refusedCount]);
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.save();
      }}
      onPaste={(event) => {
        const pasted = form.paste(event.clipboardData.getData('text/plain'));
        if (pasted === undefined) return;
        event.preventDefault();
        if (pasted.sessionToken !== undefined) setIsMoreOpen(true);
        announce(t('pasted'));
      }}
    >
      <DialogBody className={styles.body}>
        <DialogTitle className={styles.title}>{title}</DialogTitle>
        <DialogContent className={styles.content}>
          <ProviderField form={form} />
          {onSignIn !== undefined && provider.id === 'aws' && (
            <Text>
              {t('signInInstead.why')} <Link onClick={onSignIn}>{t('signInInstead.link')}</Link>
            </Text>
          )}
          <FormField
            form={form}
            name="name"
            label={t('name.label')}
            hint={
              shownName === undefined || shownName === form.basis.edited?.name
                ? t('name.hint')
                : t('name.hintOfProfile', { name: displayName(shownName) })
            }
          >
            <Input
              input={{ dir: typedDirection(fields.name) }}
              value={fields.name}
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
              onChange={(_, data) => change({ name: data.value })}
            />
          </FormField>
          {provider.asks !== 'nothing' && (
            <FormField
              form={form}
              name="endpoint"
              label={t(`${provider.asks}.label`)}
              hint={t(`${provider.asks}.hint`)}
            >
              <Input
                input={{ dir: 'ltr' }}
                value={fields.endpoint}
                maxLength={2000}
                autoComplete="off"
                spellCheck={false}
                onChange={(_, data) => change({ endpoint: data.value })}
              />
            </FormField>
          )}
          <KeyFields form={form} />
          {provider.asksRegion && <RegionField form={form} />}
          <KeepingField form={form} />
          <Button
            className={styles.more}
            appearance="transparent"
            icon={showsMore ? <ChevronDownRegular /> : <FoldedIcon />}
            aria-expanded={showsMore}
            aria-controls={showsMore ? moreId : undefined}
            onClick={() => setIsMoreOpen(!showsMore)}
          >
            {t('more')}
          </Button>
          {showsMore && (
            <div id={moreId} className={styles.moreFields}>
              <MoreFields form={form} />
            </div>
          )}
          {error !== undefined && fieldOf(form) === undefined && (
            <RefusalMessage error={error} credentialsPath={form.basis.keeping.file.path} />
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onCancel}>{t('cancel')}</Button>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={isSaving}
            {...(isSaving && { icon: <Spinner size="extra-tiny" aria-hidden /> })}
          >
            {t(isSaving ? 'saving' : form.basis.edited === undefined ? 'add' : 'save')}
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}

/** The field that shows main's answer; undefined where the answer stands above the buttons. */
function fieldOf({ error, provider }: AccountFormControl) {
  const field = error === undefined ? undefined : fieldOfRefusal(error.code);
  const isShown =
    field === 'endpoint' ? provider.asks !== 'nothing' : field !== 'certificates' || provider.isSelfHosted;
  return isShown ? field : undefined;
}
