import {
  Button,
  Checkbox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  SearchBox,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { OrganisationRole, Portal } from '../../../shared/domain/organisation.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { confirmDone } from '../../ui/confirmation.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { formatCount } from '../../ui/format.ts';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  starting: { alignSelf: 'flex-start' },
  list: {
    display: 'flex',
    flexDirection: 'column',
    maxHeight: '40vh',
    margin: 0,
    padding: 0,
    overflowY: 'auto',
    listStyleType: 'none',
  },
  choice: { overflowWrap: 'anywhere' },
  detail: { display: 'block', color: tokens.colorNeutralForeground2 },
});

type Props = {
  readonly portal: Portal;
  /** What may be used, where that is known already. */
  readonly known: readonly OrganisationRole[] | undefined;
  readonly name: string;
  readonly onBack: () => void;
  readonly onAdded: (accountId?: string) => void;
};

/** The accounts and roles of the one who signed in, with a filter; the chosen ones become accounts of Satchel. */
export function RoleChoice({ portal, known, name, onBack, onAdded }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('organisation');
  const { roles, error, load, setError } = useRoles(portal, known);
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<OrganisationRole>>(new Set());
  const [isBusy, setIsBusy] = useState(false);
  const words = filter.toLowerCase().split(/\s+/);
  const found = (roles ?? []).filter((role) => {
    const text = `${role.accountName} ${role.accountId} ${role.roleName}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const only = roles?.length === 1 ? roles : undefined;
  const picked = only === undefined ? chosen : new Set(only);
  const add = async () => {
    if (isBusy || picked.size === 0) return;
    setIsBusy(true);
    try {
      const { accountIds } = await request('organisation.addAccounts', { portal, roles: [...picked] });
      confirmDone(t('added', { count: accountIds.length, shown: formatCount(accountIds.length) }));
      onAdded(accountIds[0]);
    } catch (thrown) {
      setError(toAppError(thrown));
      setIsBusy(false);
    }
  };
  const toggle = (role: OrganisationRole, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(role);
    else next.delete(role);
    setChosen(next);
  };
  return (
    <DialogBody>
      <DialogTitle className={styles.title}>{t('choose', { name })}</DialogTitle>
      <DialogContent className={styles.content}>
        {roles === undefined && error === undefined && (
          <Spinner className={styles.starting} size="tiny" label={t('loading')} />
        )}
        {error !== undefined && <ErrorMessage compact error={error} onAction={load} />}
        {roles?.length === 0 && <Text role="status">{t('nothing')}</Text>}
        {roles !== undefined && roles.length > 0 && (
          <>
            <SearchBox
              autoFocus
              placeholder={t('filter')}
              aria-label={t('filter')}
              value={filter}
              onChange={(_, data) => setFilter(data.value)}
            />
            <ul className={styles.list} aria-label={t('list')}>
              {found.map((role) => (
                <li key={`${role.accountId} ${role.roleName}`}>
                  <Checkbox
                    className={styles.choice}
                    checked={picked.has(role)}
                    onChange={(_, data) => toggle(role, data.checked === true)}
                    label={
                      <>
                        {displayName(role.accountName || role.accountId)}
                        <Text size={200} className={styles.detail}>
                          {displayName(`${role.roleName} · ${role.accountId}`)}
                        </Text>
                      </>
                    }
                  />
                </li>
              ))}
            </ul>
            <Text role="status">{found.length === 0 ? t('none', { filter }) : ''}</Text>
          </>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onBack}>{t('back')}</Button>
        <Button
          appearance="primary"
          disabledFocusable={isBusy || picked.size === 0}
          onClick={() => void add()}
        >
          {t('add', { count: picked.size, shown: formatCount(picked.size) })}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}

function useRoles(portal: Portal, known: readonly OrganisationRole[] | undefined) {
  const [roles, setRoles] = useState(known);
  const [error, setError] = useState<AppError>();
  const load = useCallback(() => {
    setError(undefined);
    request('organisation.listRoles', portal).then(setRoles, (thrown: unknown) =>
      setError(toAppError(thrown)),
    );
  }, [portal]);
  useEffect(() => {
    if (known === undefined) load();
  }, [known, load]);
  return { roles, error, load, setError };
}
