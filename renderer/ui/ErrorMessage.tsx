import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular, ErrorCircleRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/domain/appError.ts';
import { CopyButton } from './CopyButton.tsx';
import { errorActionLabel, errorHint, errorTitle, technicalText } from './errorText.ts';

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
  technical: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    alignSelf: 'stretch',
    padding: tokens.spacingVerticalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  technicalText: {
    flexGrow: 1,
    minWidth: 0,
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: 'pre-wrap',
    userSelect: 'text',
  },
});

type Props = {
  readonly error: AppError;
  /** Does what the error's one button says; without it there is no button. */
  readonly onAction?: (() => void) | undefined;
  /** The button's words where the place knows better than the error's own. */
  readonly actionLabel?: string | undefined;
  /** Without its own padding, for use inside another part. */
  readonly compact?: boolean;
};

/** An error in plain words: what happened, what to do, one button, and the technical text one step further in. */
export function ErrorMessage({ error, onAction, actionLabel, compact = false }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const hint = errorHint(error);
  const label = actionLabel ?? errorActionLabel(error);
  return (
    <div role="alert" className={mergeClasses(styles.root, compact && styles.compact)}>
      <ErrorCircleRegular aria-hidden className={styles.icon} />
      <div className={styles.body}>
        <Text weight="semibold">{errorTitle(error)}</Text>
        {hint !== '' && <Text className={styles.hint}>{hint}</Text>}
        <div className={styles.actions}>
          {onAction !== undefined && label !== undefined && (
            <Button size="small" appearance="primary" onClick={onAction}>
              {label}
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
        {open && (
          <div id={detailsId} className={styles.technical}>
            <pre className={styles.technicalText}>{technicalText(error)}</pre>
            <CopyButton text={technicalText(error)} label={t('error.copy')} />
          </div>
        )}
      </div>
    </div>
  );
}
