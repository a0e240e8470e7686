import {
  Checkbox,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  officeHours,
  readTime,
  type Schedule,
  scheduleProblemOf,
  timeText,
  weekdayName,
  weekdays,
  withDay,
} from './schedule.ts';

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  times: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalM },
  time: { width: '136px' },
  days: { display: 'flex', flexWrap: 'wrap' },
  number: { fontVariantNumeric: 'tabular-nums' },
});

type Props = {
  readonly schedule: Schedule | null;
  readonly onChange: (schedule: Schedule | null) => void;
};

/** When the speed limits hold; a change is kept as soon as it makes sense. */
export function ScheduleEditor({ schedule, onChange }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const daysId = useId();
  // What does not make sense yet stays here.
  const [draft, setDraft] = useState<Schedule>();
  const shown = draft ?? schedule;
  const problem = shown === null ? undefined : scheduleProblemOf(shown);
  const change = (next: Schedule) => {
    const isWrong = scheduleProblemOf(next) !== undefined;
    setDraft(isWrong ? next : undefined);
    if (!isWrong) onChange(next);
  };
  return (
    <div className={styles.editor}>
      <Field label={t('transfers.when')}>
        <RadioGroup
          layout="horizontal"
          value={shown === null ? 'always' : 'scheduled'}
          onChange={(_, { value }) => {
            setDraft(undefined);
            onChange(value === 'always' ? null : officeHours);
          }}
        >
          <Radio value="always" label={t('transfers.always')} />
          <Radio value="scheduled" label={t('transfers.scheduled')} />
        </RadioGroup>
      </Field>
      {shown !== null && (
        <>
          <div className={styles.times}>
            <TimeField
              label={t('transfers.from')}
              minute={shown.fromMinute}
              onChange={(fromMinute) => change({ ...shown, fromMinute })}
            />
            <TimeField
              label={t('transfers.to')}
              minute={shown.toMinute}
              hint={shown.toMinute < shown.fromMinute ? t('transfers.nextDay') : undefined}
              problem={problem === 'sameTime' ? t('transfers.scheduleProblem.sameTime') : undefined}
              onChange={(toMinute) => change({ ...shown, toMinute })}
            />
          </div>
          <Field
            label={{ id: daysId, children: t('transfers.days') }}
            validationState={problem === 'days' ? 'error' : 'none'}
            validationMessage={problem === 'days' ? t('transfers.scheduleProblem.days') : null}
          >
            {() => (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a flexible row
              <div role="group" aria-labelledby={daysId} className={styles.days}>
                {weekdays.map((day) => (
                  <Checkbox
                    key={day}
                    checked={shown.weekdays.includes(day)}
                    aria-label={weekdayName(day, 'long')}
                    label={<Text aria-hidden>{weekdayName(day, 'short')}</Text>}
                    onChange={(_, { checked }) => change(withDay(shown, day, checked === true))}
                  />
                ))}
              </div>
            )}
          </Field>
        </>
      )}
    </div>
  );
}

type TimeFieldProps = {
  readonly label: string;
  readonly minute: number;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly onChange: (minute: number) => void;
};

function TimeField({ label, minute, hint, problem, onChange }: TimeFieldProps) {
  const styles = useStyles();
  return (
    <Field
      className={styles.time}
      label={label}
      hint={problem === undefined ? (hint ?? null) : null}
      validationState={problem === undefined ? 'none' : 'error'}
      validationMessage={problem ?? null}
    >
      <Input
        type="time"
        className={styles.number}
        value={timeText(minute)}
        onChange={(_, { value }) => {
          const next = readTime(value);
          if (next !== undefined) onChange(next);
        }}
      />
    </Field>
  );
}
