import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigProblem } from '../../../shared/domain/account.ts';
import { formatCount } from '../../ui/format.ts';
import { useAccountActions } from './accountActions.ts';
import { problemText } from './configProblemWords.ts';

const shownAtFirst = 2;

const useStyles = makeStyles({
  root: { flexShrink: 0 },
  more: { marginInline: tokens.spacingHorizontalL },
});

type Props = {
  readonly problems: readonly ConfigProblem[];
  readonly hasProfiles: boolean;
};

/** What is wrong in the AWS files: which file, which line, and the way to it. */
export function ConfigProblems({ problems, hasProfiles }: Props) {
  const { t } = useTranslation('accounts');
  const styles = useStyles();
  const { openFile } = useAccountActions();
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? problems : problems.slice(0, shownAtFirst);
  const hiddenCount = problems.length - shown.length;
  if (problems.length === 0) return null;
  return (
    <div className={styles.root}>
      {shown.map((problem, index) => (
        <MessageBar
          key={[problem.path, problem.line, problem.reason].join('\n')}
          intent="warning"
          shape="square"
        >
          <MessageBarBody>
            <MessageBarTitle>{problemText(problem)}</MessageBarTitle>
            {hasProfiles && index === 0 && t('problem.others')}
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={() => openFile(problem.file)}>
              {t('fix.openFile')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      ))}
      {hiddenCount > 0 && (
        <Button appearance="transparent" size="small" className={styles.more} onClick={() => setIsAll(true)}>
          {t('problem.more', { count: hiddenCount, shown: formatCount(hiddenCount) })}
        </Button>
      )}
    </div>
  );
}
