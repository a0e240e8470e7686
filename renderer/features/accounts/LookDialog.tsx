import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Account, type AccountColor, accountColors } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { confirmDone } from '../../ui/confirmation.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { typedDirection } from '../../ui/typedDirection.ts';
import { accountPaint } from './accountPaint.ts';

const maxNameLength = 100;
const noColor = 'none';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  colors: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(120px, 1fr))',
  },
  color: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  swatch: {
    width: tokens.spacingHorizontalL,
    height: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusSmall,
    boxSizing: 'border-box',
    // There are no colours of one's own there; the words stay.
    '@media (forced-colors: active)': { display: 'none' },
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
  },
});

type Props = { readonly account: Account; readonly onClose: () => void };

/** Asks how an account looks in the window, and whether it may change anything. */
export function LookDialog({ account, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['accounts', 'common']);
  const [name, setName] = useState(account.name === account.profile ? '' : account.name);
  const [color, setColor] = useState<AccountColor | undefined>(account.color);
  const [isReadOnly, setIsReadOnly] = useState(account.isReadOnly);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const save = async () => {
    if (isBusy) return;
    setIsBusy(true);
    setError(undefined);
    try {
      const look = { accountId: account.id, name: name.trim(), color: color ?? null, isReadOnly };
      await request('account.setLook', look);
      confirmDone(t('look.saved'));
      onClose();
    } catch (thrown) {
      setError(toAppError(thrown));
      setIsBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <DialogBody>
            <DialogTitle className={styles.title}>
              {t('look.title', { name: displayName(account.name) })}
            </DialogTitle>
            <DialogContent className={styles.content}>
              <Field
                label={t('look.name')}
                hint={
                  account.profile === undefined
                    ? null
                    : t('look.nameHint', { profile: displayName(account.profile) })
                }
              >
                <Input
                  input={{ dir: typedDirection(name) }}
                  value={name}
                  maxLength={maxNameLength}
                  placeholder={account.profile ?? account.name}
                  autoComplete="off"
                  onChange={(_, data) => setName(data.value)}
                />
              </Field>
              <Field label={t('look.color')}>
                <RadioGroup
                  className={styles.colors}
                  value={color ?? noColor}
                  onChange={(_, data) => setColor(accountColors.find((each) => each === data.value))}
                >
                  <Radio value={noColor} label={t('look.colors.none')} />
                  {accountColors.map((each) => (
                    <Radio
                      key={each}
                      value={each}
                      label={
                        <span className={styles.color}>
                          <span
                            aria-hidden
                            className={styles.swatch}
                            style={{ backgroundColor: accountPaint[each] }}
                          />
                          {t(`look.colors.${each}`)}
                        </span>
                      }
                    />
                  ))}
                </RadioGroup>
              </Field>
              <Field hint={t('look.readOnlyWhy')}>
                <Switch
                  label={t('look.readOnly')}
                  checked={isReadOnly}
                  onChange={(_, data) => setIsReadOnly(data.checked)}
                />
              </Field>
              {error !== undefined && <ErrorMessage compact error={error} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('common:cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
                {t('look.save')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
