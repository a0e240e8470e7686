import {
  Dropdown,
  Field,
  makeStyles,
  Option,
  Radio,
  RadioGroup,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { type Settings, settingsSchema } from '../../../shared/domain/settings.ts';
import { conflictPolicies } from '../../../shared/domain/transfer.ts';
import { formatCount } from '../../ui/format.ts';
import { popupPositioning } from '../../ui/popupPositioning.ts';
import { ScheduleEditor } from './ScheduleEditor.tsx';
import { SpeedLimitField } from './SpeedLimitField.tsx';
import type { SettingsControl } from './useSettings.ts';

const mostParallel = 16;
const parallelChoices = Array.from({ length: mostParallel + 1 }, (_, count) => count);
const closings = settingsSchema.shape.whenClosed.options;

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  // A mistake below one field leaves the other as it is.
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalM },
  choice: { minWidth: '160px', maxWidth: '320px', fontVariantNumeric: 'tabular-nums' },
  switch: { alignSelf: 'flex-start' },
});

type Props = { readonly settings: Settings; readonly set: SettingsControl['set'] };

/** How transfers go: how many files, how fast, and what happens to names that are taken and windows that are closed. */
export function TransfersSection({ settings, set }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const { parallelTransfers, onTaken, speedLimits, keepsAwake, whenClosed } = settings;
  const { uploadBytesPerSecond, downloadBytesPerSecond } = speedLimits;
  const isLimited = uploadBytesPerSecond !== null || downloadBytesPerSecond !== null;
  const parallelText = (count: number) => (count === 0 ? t('transfers.automatic') : formatCount(count));
  return (
    <div className={styles.section}>
      <Field label={t('transfers.parallel')} hint={t('transfers.parallelHint')}>
        <Dropdown
          inlinePopup
          positioning={popupPositioning}
          className={styles.choice}
          value={parallelText(parallelTransfers)}
          selectedOptions={[String(parallelTransfers)]}
          onOptionSelect={(_, { optionValue }) => {
            if (optionValue !== undefined) set({ parallelTransfers: Number(optionValue) });
          }}
        >
          {parallelChoices.map((count) => (
            <Option key={count} value={String(count)}>
              {parallelText(count)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Field label={t('transfers.onTaken')} hint={t('transfers.onTakenHint')}>
        <Dropdown
          inlinePopup
          positioning={popupPositioning}
          className={styles.choice}
          value={t(`transfers.taken.${onTaken}`)}
          selectedOptions={[onTaken]}
          onOptionSelect={(_, { optionValue }) => {
            const rule = conflictPolicies.find((each) => each === optionValue);
            if (rule !== undefined) set({ onTaken: rule });
          }}
        >
          {conflictPolicies.map((rule) => (
            <Option key={rule} value={rule}>
              {t(`transfers.taken.${rule}`)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <div className={styles.row}>
        <SpeedLimitField
          label={t('transfers.upload')}
          limit={uploadBytesPerSecond}
          onChange={(limit) => set({ speedLimits: { ...speedLimits, uploadBytesPerSecond: limit } })}
        />
        <SpeedLimitField
          label={t('transfers.download')}
          limit={downloadBytesPerSecond}
          onChange={(limit) => set({ speedLimits: { ...speedLimits, downloadBytesPerSecond: limit } })}
        />
      </div>
      {isLimited && (
        <ScheduleEditor
          schedule={speedLimits.schedule}
          onChange={(schedule) => set({ speedLimits: { ...speedLimits, schedule } })}
        />
      )}
      <Switch
        className={styles.switch}
        checked={keepsAwake}
        label={t('transfers.keepsAwake')}
        onChange={(_, { checked }) => set({ keepsAwake: checked })}
      />
      <Field label={t('transfers.whenClosed')}>
        <RadioGroup
          value={whenClosed}
          onChange={(_, { value }) => set({ whenClosed: settingsSchema.shape.whenClosed.parse(value) })}
        >
          {closings.map((answer) => (
            <Radio key={answer} value={answer} label={t(`transfers.closed.${answer}`)} />
          ))}
        </RadioGroup>
      </Field>
    </div>
  );
}
