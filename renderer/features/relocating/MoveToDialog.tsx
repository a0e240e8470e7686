import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { FolderAddRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import type { Location, Selection } from '../../../shared/domain/object.ts';
import { request } from '../../ipc/client.ts';
import { displayName } from '../../ui/displayName.ts';
import { formatCount } from '../../ui/format.ts';
import { folderName } from '../activity/activityWords.ts';
import { rememberNewFolder } from '../activity/undo.ts';
import { folderNameProblem } from '../browse/folderName.ts';
import { NameDialog } from '../browse/NameDialog.tsx';
import { singleName } from '../deleting/deletingWords.ts';
import { isIntoItself, isSameFolder } from './clipboard.ts';
import { FolderTree } from './FolderTree.tsx';
import { homeOf } from './relocate.ts';
import { subfoldersKey } from './useSubfolders.ts';

const useStyles = makeStyles({
  body: { height: 'min(480px, calc(100vh - 112px))' },
  title: { overflowWrap: 'anywhere' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    minHeight: 0,
    overflow: 'hidden',
  },
  tree: { flexGrow: 1, minHeight: 0, overflow: 'auto' },
  why: { minHeight: tokens.lineHeightBase300, color: tokens.colorNeutralForeground2 },
  button: { minWidth: 'auto', whiteSpace: 'nowrap' },
});

type Props = {
  readonly selection: Selection;
  readonly accounts: readonly Account[];
  readonly onMove: (target: Location) => void;
  readonly onCopy: (target: Location) => void;
  readonly onClose: () => void;
};

/** Asks where a selection should go: an account, a bucket, a folder, or a new one. */
export function MoveToDialog({ selection, accounts, onMove, onCopy, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['relocating', 'common', 'browse']);
  const client = useQueryClient();
  const home = homeOf(selection);
  const [target, setTarget] = useState<Location>(home);
  const [isNaming, setIsNaming] = useState(false);
  const name = singleName(selection);
  const count = selection.keys.length + selection.prefixes.length;
  const isHome = isSameFolder(selection, target);
  const isInside = isIntoItself(selection, target);
  const why = isInside ? t('moveTo.inside') : isHome ? t('moveTo.home') : folderPath(target);
  const done = (work: (target: Location) => void) => () => {
    onClose();
    work(target);
  };
  return (
    <>
      <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
        <DialogSurface>
          <DialogBody className={styles.body}>
            <DialogTitle className={styles.title}>
              {name === undefined
                ? t('moveTo.titleMany', { count, shown: formatCount(count) })
                : t('moveTo.title', { name })}
            </DialogTitle>
            <DialogContent className={styles.content}>
              <div className={styles.tree}>
                <FolderTree accounts={accounts} start={home} chosen={target} onChoose={setTarget} />
              </div>
              <Text size={200} className={styles.why} aria-live="polite">
                {why}
              </Text>
            </DialogContent>
            <DialogActions position="start">
              <Button
                appearance="subtle"
                className={styles.button}
                icon={<FolderAddRegular />}
                onClick={() => setIsNaming(true)}
              >
                {t('moveTo.newFolder')}
              </Button>
            </DialogActions>
            <DialogActions position="end">
              <Button className={styles.button} onClick={onClose}>
                {t('common:cancel')}
              </Button>
              <Button className={styles.button} disabledFocusable={isInside} onClick={done(onCopy)}>
                {t('moveTo.copy')}
              </Button>
              <Button
                appearance="primary"
                className={styles.button}
                disabledFocusable={isInside || isHome}
                onClick={done(onMove)}
              >
                {t('moveTo.move')}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
      {isNaming && (
        <NameDialog
          title={t('browse:newFolder.title', { place: folderName(target) })}
          fieldLabel={t('browse:newFolder.field')}
          submitLabel={t('browse:newFolder.submit')}
          problemOf={(typed) => {
            const problem = folderNameProblem(typed.trim(), target.prefix, () => false);
            return problem === undefined ? undefined : t(`browse:newFolder.problem.${problem}`);
          }}
          onSubmit={async (typed) => {
            const { prefix } = await request('folder.create', { ...target, name: typed.trim() });
            const made = { ...target, prefix };
            rememberNewFolder(made);
            void client.invalidateQueries({ queryKey: subfoldersKey(target) });
            setTarget(made);
          }}
          onClose={() => setIsNaming(false)}
        />
      )}
    </>
  );
}

/** A folder with those around it: "photos / 2026 / Lisbon". */
function folderPath({ bucket, prefix }: Location): string {
  return [bucket, ...prefix.split('/').slice(0, -1)].map(displayName).join(' / ');
}
