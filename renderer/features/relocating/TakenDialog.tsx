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
import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { displayName, lastName } from '../../ui/displayName.ts';
import { formatCount } from '../../ui/format.ts';
import { NameList } from '../../ui/NameList.tsx';
import { folderName } from '../activity/activityWords.ts';
import { useIsClosing } from '../closing/closingState.ts';
import { type TakenQuestion, useTakenQuestion } from './takenQuestion.ts';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  answer: { minWidth: 'auto', whiteSpace: 'nowrap' },
});

/** Asks what to do with names that are taken, all of a request at once; mounted once, it opens by itself. */
export function TakenDialog() {
  const question = useTakenQuestion();
  const isClosing = useIsClosing();
  // The question of a window that closes comes first; this one would lie over it.
  return question === undefined || isClosing ? null : <Question question={question} />;
}

function Question({ question }: { readonly question: TakenQuestion }) {
  const styles = useStyles();
  const { t } = useTranslation(['relocating', 'common']);
  const { deed, names, count, chosenCount, answer } = question;
  const target = folderName(question.target);
  const counted = { count, shown: formatCount(count), target };
  const safeId = useId();
  // The dialog itself would begin at its first button; this runs after it.
  useEffect(() => document.getElementById(safeId)?.focus(), [safeId]);
  const [first = ''] = names;
  const title =
    count === 1
      ? t('taken.titleOne', { name: displayName(shownName(first)), target })
      : t('taken.title', counted);
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && answer(undefined)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {count > 1 && (
              <NameList items={names} totalCount={count} label={t('taken.names')} itemKey={(name) => name}>
                {(name) => <bdi>{displayName(shownName(name))}</bdi>}
              </NameList>
            )}
            <Text>{t('taken.keeping', counted)}</Text>
            <Text>{t(question.hasFolders ? 'taken.replacingFolders' : 'taken.replacing', counted)}</Text>
          </DialogContent>
          <DialogActions fluid>
            <Button className={styles.answer} onClick={() => answer(undefined)}>
              {t('common:cancel')}
            </Button>
            {chosenCount > 1 && (
              <Button className={styles.answer} onClick={() => answer('skip')}>
                {t('taken.skip', counted)}
              </Button>
            )}
            <Button className={styles.answer} onClick={() => answer('replace')}>
              {t(deed === 'rename' ? 'taken.replaceOne' : 'taken.replace', counted)}
            </Button>
            <Button
              id={safeId}
              appearance="primary"
              className={styles.answer}
              onClick={() => answer('keepBoth')}
            >
              {t('taken.keepBoth')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** The name itself, of what may be told with its folders. */
function shownName(name: string): string {
  return lastName(name).replace(/\/$/, '');
}
