import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular, ErrorCircleRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/domain/appError.ts';
import { type ErrorOwner, useErrorButton } from './errorFix.ts';
import { errorHint, errorTitle } from './errorText.ts';
import { TechnicalText } from './TechnicalText.tsx';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingVerticalL,
    textAlign: 'start',
    minWidth: 0,
  },
  compact: { padding: 0, gap: tokens.spacingHorizontalS },
  icon: {
    flexShrink: 0,
    fontSize: tokens.fontSizeBase500,
    color: tokens.colorStatusDangerForeground1,
  },
  body: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalXS,
    flexGrow: 1,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  hint: { color: tokens.colorNeutralForeground2 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalXS,
  },
});

type Props = {
  readonly error: AppError;
  /** Whose error it is, for the button that mends its cause; the account that the window shows where nothing is said. */
  readonly owner?: ErrorOwner;
  /** Does what the error's one button says, and asks again after its cause was mended elsewhere. */
  readonly onAction?: (() => void) | undefined;
  /** The button's words where the place knows better than the error's own. */
  readonly actionLabel?: string | undefined;
  /** Without its own padding, for use inside another part. */
  readonly compact?: boolean;
};

/** An error in plain words: what happened, what to do, one button, and the technical text one step further in. */
export function ErrorMessage(props: Props) {
  const { error, owner = 'shown', onAction, actionLabel, compact = false } = props;
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const hint = errorHint(error);
  const button = useErrorButton(error, owner, onAction, actionLabel);
  return (
    <div role="alert" className={mergeClasses(styles.root, compact && styles.compact)}>
      <ErrorCircleRegular aria-hidden className={styles.icon} />
      <div className={styles.body}>
        <Text weight="semibold">{errorTitle(error)}</Text>
        {hint !== '' && <Text className={styles.hint}>{hint}</Text>}
        <div className={styles.actions}>
          {button !== undefined && (
            <Button size="small" appearance="primary" onClick={button.start}>
              {button.label}
            </Button>
          )}
          <Button
            size="small"
            appearance="transparent"
            icon={open ? <ChevronDownRegular /> : <ChevronRightRegular />}
            aria-expanded={open}
            aria-controls={open ? detailsId : undefined}
            onClick={() => setOpen(!open)}
          >
            {t('error.details')}
          </Button>
        </div>
        {open && <TechnicalText error={error} id={detailsId} />}
      </div>
    </div>
  );
}
