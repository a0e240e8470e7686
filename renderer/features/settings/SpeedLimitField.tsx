import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readSpeedLimit, speedLimitText } from './speedLimit.ts';

const useStyles = makeStyles({
  field: { flexGrow: 1, flexBasis: 0, minWidth: '160px' },
  input: { fontVariantNumeric: 'tabular-nums' },
  unit: { color: tokens.colorNeutralForeground2 },
});

type Props = {
  readonly label: string;
  /** In bytes a second; null for none. */
  readonly limit: number | null;
  readonly onChange: (limit: number | null) => void;
};

/** A speed limit in MB/s; what is typed is kept as soon as it is a limit, and corrected when the field is left. */
export function SpeedLimitField({ label, limit, onChange }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const [text, setText] = useState(() => speedLimitText(limit));
  const [isTyping, setIsTyping] = useState(false);
  const typed = readSpeedLimit(text);
  useEffect(() => {
    if (!isTyping) setText((now) => (isOf(now, limit) ? now : speedLimitText(limit)));
  }, [isTyping, limit]);
  const problem = typed.kind === 'problem' && !isTyping ? typed.problem : undefined;
  return (
    <Field
      className={styles.field}
      label={label}
      validationState={problem === undefined ? 'none' : 'error'}
      validationMessage={problem === undefined ? null : t(`transfers.problem.${problem}`)}
    >
      <Input
        className={styles.input}
        value={text}
        inputMode="decimal"
        maxLength={20}
        autoComplete="off"
        placeholder={t('transfers.noLimit')}
        contentAfter={
          <Text size={200} className={styles.unit}>
            {t('transfers.unit')}
          </Text>
        }
        onFocus={() => setIsTyping(true)}
        onBlur={() => setIsTyping(false)}
        onChange={(_, { value }) => {
          setText(value);
          const next = readSpeedLimit(value);
          if (next.kind === 'limit' && next.bytesPerSecond !== limit) onChange(next.bytesPerSecond);
        }}
      />
    </Field>
  );
}

/** True for a text that says this limit, or that its writer still has to correct. */
function isOf(text: string, limit: number | null): boolean {
  const typed = readSpeedLimit(text);
  return typed.kind === 'problem' || typed.bytesPerSecond === limit;
}
