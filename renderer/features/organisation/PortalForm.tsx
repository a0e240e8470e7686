import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { OrganisationRole, Portal } from '../../../shared/domain/organisation.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

type Props = {
  readonly portal: Portal;
  readonly onChange: (portal: Portal) => void;
  /** There is no sign-in for this portal yet. */
  readonly onSignIn: () => void;
  /** An earlier sign-in still holds, and this is what it may use. */
  readonly onRoles: (roles: readonly OrganisationRole[]) => void;
  readonly onCancel: () => void;
};

/** Asks for the address of the organisation's portal and for its region, and says where to find them. */
export function PortalForm({ portal, onChange, onSignIn, onRoles, onCancel }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('organisation');
  const [isBusy, setIsBusy] = useState(false);
  const [isRefused, setIsRefused] = useState(false);
  const [error, setError] = useState<AppError>();
  const problems = {
    startUrl: isRefused && portal.startUrl.trim() === '' ? t('address.missing') : undefined,
    region: isRefused && portal.region.trim() === '' ? t('region.missing') : undefined,
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setError(undefined);
    const typed = { startUrl: portal.startUrl.trim(), region: portal.region.trim() };
    setIsRefused(true);
    if (typed.startUrl === '' || typed.region === '') return;
    setIsBusy(true);
    onChange(typed);
    try {
      onRoles(await request('organisation.listRoles', typed));
    } catch (thrown) {
      const failure = toAppError(thrown);
      setIsBusy(false);
      if (failure.code === 'account.signInNeeded') onSignIn();
      else setError(failure);
    }
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <DialogBody>
        <DialogTitle>{t('title')}</DialogTitle>
        <DialogContent className={styles.content}>
          <Text>{t('why')}</Text>
          <Field
            label={t('address.label')}
            hint={t('address.hint')}
            {...(problems.startUrl !== undefined && { validationMessage: problems.startUrl })}
          >
            <Input
              autoFocus
              input={{ dir: 'ltr' }}
              value={portal.startUrl}
              placeholder="https://company.awsapps.com/start"
              maxLength={2000}
              autoComplete="off"
              spellCheck={false}
              onChange={(_, data) => onChange({ ...portal, startUrl: data.value })}
            />
          </Field>
          <Field
            label={t('region.label')}
            hint={t('region.hint')}
            {...(problems.region !== undefined && { validationMessage: problems.region })}
          >
            <Input
              input={{ dir: 'ltr' }}
              value={portal.region}
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
              onChange={(_, data) => onChange({ ...portal, region: data.value })}
            />
          </Field>
          {error !== undefined && <ErrorMessage compact error={error} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onCancel}>{t('cancel')}</Button>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={isBusy}
            {...(isBusy && { icon: <Spinner size="extra-tiny" aria-hidden /> })}
          >
            {t('continue')}
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}
