import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMegabytesPerSecond, unitSign } from '../../ui/format.ts';
import { leastMegabytes, readSpeedLimit, speedLimitText } from './speedLimit.ts';

const useStyles = makeStyles({
  field: { flexGrow: 1, flexBasis: 0, minWidth: '160px' },
  input: { fontVariantNumeric: 'tabular-nums' },
  unit: { color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap' },
});

type Props = {
  readonly label: string;
  /** In bytes a second; null for none. */
  readonly limit: number | null;
  readonly onChange: (limit: number | null) => void;
};

/** So long nobody has typed any more: half a number is no limit. */
const settledMs = 800;

/** A speed limit in MB/s; what is typed is kept when it has settled or the field is left, and corrected then. */
export function SpeedLimitField({ label, limit, onChange }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const [text, setText] = useState(() => speedLimitText(limit));
  const [isTyping, setIsTyping] = useState(false);
  const typed = readSpeedLimit(text);
  useEffect(() => {
    if (!isTyping) setText((now) => (isOf(now, limit) ? now : speedLimitText(limit)));
  }, [isTyping, limit]);
  const pending = typed.kind === 'limit' && typed.bytesPerSecond !== limit ? typed : undefined;
  const keep = () => {
    if (pending !== undefined) onChange(pending.bytesPerSecond);
  };
  const keepLatest = useRef(keep);
  keepLatest.current = keep;
  useEffect(() => {
    if (text === speedLimitText(limit)) return;
    const timer = setTimeout(() => keepLatest.current(), settledMs);
    return () => clearTimeout(timer);
  }, [text, limit]);
  // The dialog may be closed before that.
  useEffect(() => () => keepLatest.current(), []);
  const problem = typed.kind === 'problem' && !isTyping ? typed.problem : undefined;
  return (
    <Field
      className={styles.field}
      label={label}
      validationState={problem === undefined ? 'none' : 'error'}
      validationMessage={
        problem === undefined
          ? null
          : t(`transfers.problem.${problem}`, { least: formatMegabytesPerSecond(leastMegabytes) })
      }
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
            {unitSign('MB/s')}
          </Text>
        }
        onFocus={() => setIsTyping(true)}
        onBlur={() => {
          setIsTyping(false);
          keep();
        }}
        onKeyDown={({ key }) => {
          if (key === 'Enter') keep();
        }}
        onChange={(_, { value }) => setText(value)}
      />
    </Field>
  );
}

/** True for a text that says this limit, or that its writer still has to correct. */
function isOf(text: string, limit: number | null): boolean {
  const typed = readSpeedLimit(text);
  return typed.kind === 'problem' || typed.bytesPerSecond === limit;
}
