import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/domain/appError.ts';
import { TechnicalText } from './TechnicalText.tsx';
import { FoldedIcon } from './turnedIcons.tsx';

const useStyles = makeStyles({
  button: { minWidth: 0 },
  // Where it stands alone, its icon begins where the sentences do.
  alone: { paddingInlineStart: 0 },
  text: { flexBasis: '100%', minWidth: 0 },
});

type Props = {
  readonly error: AppError;
  /** True where there is no other button beside it. */
  readonly isAlone: boolean;
};

/** The technical text of an error, one click away; for a row of buttons that wraps. */
export function ErrorDetails({ error, isAlone }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        size="small"
        appearance="transparent"
        className={mergeClasses(styles.button, isAlone && styles.alone)}
        icon={open ? <ChevronDownRegular /> : <FoldedIcon />}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {t('error.details')}
      </Button>
      {open && (
        <div className={styles.text}>
          <TechnicalText error={error} id={id} />
        </div>
      )}
    </>
  );
}
