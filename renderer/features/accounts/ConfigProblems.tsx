import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigProblem } from '../../../shared/domain/account.ts';
import { useAccountActions } from './accountActions.ts';
import { problemText } from './configProblemWords.ts';

const shownAtFirst = 2;

type Props = {
  readonly problems: readonly ConfigProblem[];
  readonly hasProfiles: boolean;
};

/** What is wrong in the AWS files: which file, which line, and the way to it. */
export function ConfigProblems({ problems, hasProfiles }: Props) {
  const { t } = useTranslation('accounts');
  const { openFile } = useAccountActions();
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? problems : problems.slice(0, shownAtFirst);
  const hiddenCount = problems.length - shown.length;
  return (
    <>
      {shown.map((problem) => (
        <MessageBar
          key={[problem.path, problem.line, problem.reason].join('\n')}
          intent="warning"
          shape="square"
          layout="multiline"
        >
          <MessageBarBody>
            <MessageBarTitle>{problemText(problem)}</MessageBarTitle>
            {hasProfiles ? t('problem.others') : ''}
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={() => openFile(problem.file)}>
              {t('fix.openFile')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      ))}
      {hiddenCount > 0 && (
        <Button appearance="subtle" size="small" onClick={() => setIsAll(true)}>
          {t('problem.more', { count: hiddenCount })}
        </Button>
      )}
    </>
  );
}
