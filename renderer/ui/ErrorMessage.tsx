import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ErrorCircleRegular, KeyRegular, PersonRegular } from '@fluentui/react-icons';
import type { AppError } from '../../shared/domain/appError.ts';
import { ErrorDetails } from './ErrorDetails.tsx';
import { type ErrorOwner, mendingAction, useErrorButton } from './errorFix.ts';
import { useNamedError } from './errorNames.ts';
import { errorHint, errorTitle } from './errorText.ts';

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
  asking: { color: tokens.colorBrandForeground1 },
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
    alignSelf: 'stretch',
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
  const { owner = 'shown', onAction, actionLabel, compact = false } = props;
  const error = useNamedError(props.error);
  const styles = useStyles();
  const hint = errorHint(error);
  const button = useErrorButton(props.error, owner, onAction, actionLabel);
  const Icon = askingIcon(error) ?? ErrorCircleRegular;
  return (
    <div role="alert" className={mergeClasses(styles.root, compact && styles.compact)}>
      <Icon aria-hidden className={mergeClasses(styles.icon, Icon !== ErrorCircleRegular && styles.asking)} />
      <div className={styles.body}>
        <Text weight="semibold">{errorTitle(error)}</Text>
        {hint !== '' && <Text className={styles.hint}>{hint}</Text>}
        <div className={styles.actions}>
          {button !== undefined && (
            <Button size="small" appearance="primary" onClick={button.start}>
              {button.label}
            </Button>
          )}
          <ErrorDetails error={error} isAlone={button === undefined} />
        </div>
      </div>
    </div>
  );
}

/** The picture of an error that only asks the user for something; nothing has gone wrong. */
function askingIcon(error: AppError) {
  const action = mendingAction(error);
  if (action === 'signIn') return PersonRegular;
  return action === 'enterCode' ? KeyRegular : undefined;
}
