import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { toAppError } from '../../ipc/client.ts';
import { errorText } from '../../ui/errorText.ts';
import { formatCount } from '../../ui/format.ts';
import { SteppedBar } from '../../ui/SteppedBar.tsx';
import { useDelayed } from '../../ui/useDelayed.ts';
import { fractionOf, goingText, standText } from './activityWords.ts';
import { aboutOperation, cancelOperation, useRunningOperations } from './operationsStore.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minWidth: 0,
    paddingInline: `${tokens.spacingHorizontalXL} ${tokens.spacingHorizontalS}`,
    paddingBlock: tokens.spacingVerticalXXS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    fontVariantNumeric: 'tabular-nums',
  },
  what: {
    flexShrink: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  far: { flexShrink: 0, color: tokens.colorNeutralForeground2 },
  // It takes what room the words leave.
  bar: { flexGrow: 1, flexBasis: 0, minWidth: tokens.spacingHorizontalXXXL },
  stop: { flexShrink: 0 },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
});

/** What is over sooner is not worth a line that comes and goes. */
const quietMs = 500;
/** So many lines are shown; the others are counted. */
const maxLines = 3;

/** The long work that is under way, above the status bar: what it is, how far, and the way to stop it. */
export function ActivityStrip() {
  const styles = useStyles();
  const { t } = useTranslation('activity');
  const running = useRunningOperations().filter(({ kind }) => kind !== 'measure');
  if (running.length === 0) return null;
  const more = running.length - maxLines;
  return (
    <section aria-label={t('label')}>
      <ul className={styles.list}>
        {running.slice(0, maxLines).map((operation) => (
          <Line key={operation.id} operation={operation} />
        ))}
      </ul>
      {more > 0 && (
        <div className={styles.row}>
          <Text size={200}>{t('more', { count: more, shown: formatCount(more) })}</Text>
        </div>
      )}
    </section>
  );
}

function Line({ operation }: { readonly operation: Operation }) {
  const styles = useStyles();
  const { t } = useTranslation('activity');
  const isShown = useDelayed(quietMs);
  const [isStopping, setIsStopping] = useState(false);
  const [error, setError] = useState<AppError>();
  if (!isShown) return null;
  const what = goingText(operation, aboutOperation(operation.id));
  const fraction = fractionOf(operation);
  const stop = () => {
    setIsStopping(true);
    cancelOperation(operation.id).catch((thrown: unknown) => {
      setIsStopping(false);
      setError(toAppError(thrown));
    });
  };
  return (
    <li className={styles.row}>
      <Text size={200} className={styles.what} title={what}>
        {what}
      </Text>
      <SteppedBar
        aria-label={what}
        className={styles.bar}
        {...(fraction !== undefined && { value: fraction })}
      />
      <Text size={200} className={styles.far}>
        {error === undefined ? standText(operation) : errorText(error)}
      </Text>
      <Button
        size="small"
        appearance="subtle"
        className={styles.stop}
        disabledFocusable={isStopping}
        aria-label={t('cancelNamed', { what })}
        onClick={stop}
      >
        {t('cancel')}
      </Button>
    </li>
  );
}
