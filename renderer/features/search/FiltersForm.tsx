import { Button, Field, Input, makeStyles, Select, ToggleButton, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { searchKinds } from '../../../shared/domain/search.ts';
import { unitSign } from '../../ui/format.ts';
import {
  datePresets,
  filterCount,
  noFilters,
  parseSize,
  type SearchFilters,
  sizeUnits,
} from './searchQuery.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  group: { margin: 0, padding: 0, border: 'none', minWidth: 0 },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXS, fontWeight: tokens.fontWeightSemibold },
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  fields: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  field: { flexGrow: 1, flexBasis: 0, minWidth: 0 },
  narrow: { minWidth: 0, width: '100%' },
  days: { marginTop: tokens.spacingVerticalS },
  actions: { display: 'flex', justifyContent: 'flex-end', gap: tokens.spacingHorizontalS },
});

type Props = {
  readonly filters: SearchFilters;
  readonly onFilters: (filters: SearchFilters) => void;
  readonly onSearch: () => void;
};

/** What a search can be narrowed to: kinds, sizes and dates. */
export function FiltersForm({ filters, onFilters, onSearch }: Props) {
  const { kinds, size, date } = filters;
  const styles = useStyles();
  const { t } = useTranslation('search');
  const bound = (end: 'from' | 'to') => {
    const isNumber = size[end].trim() === '' || parseSize(size[end], size.unit) !== undefined;
    return (
      <Field
        className={styles.field}
        size="small"
        label={t(end === 'from' ? 'filters.sizeFrom' : 'filters.sizeTo')}
        {...(!isNumber && { validationMessage: t('filters.noNumber') })}
      >
        <Input
          className={styles.narrow}
          inputMode="decimal"
          maxLength={20}
          value={size[end]}
          onChange={(_, { value }) => onFilters({ ...filters, size: { ...size, [end]: value } })}
        />
      </Field>
    );
  };
  const day = (end: 'from' | 'to') => (
    <Field
      className={styles.field}
      size="small"
      label={t(end === 'from' ? 'filters.dateFrom' : 'filters.dateTo')}
    >
      <Input
        className={styles.narrow}
        // Chromium writes it as the system does, whatever `lang` says.
        type="date"
        value={date[end]}
        onChange={(_, { value }) => onFilters({ ...filters, date: { ...date, [end]: value } })}
      />
    </Field>
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSearch();
      }}
    >
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('filters.kinds')}</legend>
        <div className={styles.chips}>
          {searchKinds.map((kind) => {
            const isOn = kinds.includes(kind);
            return (
              <ToggleButton
                key={kind}
                size="small"
                shape="circular"
                checked={isOn}
                appearance={isOn ? 'primary' : 'outline'}
                onClick={() =>
                  onFilters({
                    ...filters,
                    kinds: isOn ? kinds.filter((other) => other !== kind) : [...kinds, kind],
                  })
                }
              >
                {t(`filters.kind.${kind}`)}
              </ToggleButton>
            );
          })}
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('filters.size')}</legend>
        <div className={styles.fields}>
          {bound('from')}
          {bound('to')}
          <Field size="small" label={t('filters.unit')}>
            <Select
              size="small"
              value={size.unit}
              onChange={(_, { value }) => {
                const unit = sizeUnits.find((each) => each === value);
                if (unit !== undefined) onFilters({ ...filters, size: { ...size, unit } });
              }}
            >
              {sizeUnits.map((unit) => (
                <option key={unit} value={unit}>
                  {unitSign(unit)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('filters.date')}</legend>
        <Select
          aria-label={t('filters.date')}
          size="small"
          value={date.preset}
          onChange={(_, { value }) => {
            const preset = datePresets.find((each) => each === value);
            if (preset !== undefined) onFilters({ ...filters, date: { ...date, preset } });
          }}
        >
          {datePresets.map((preset) => (
            <option key={preset} value={preset}>
              {t(`filters.preset.${preset}`)}
            </option>
          ))}
        </Select>
        {date.preset === 'custom' && (
          <div className={`${styles.fields} ${styles.days}`}>
            {day('from')}
            {day('to')}
          </div>
        )}
      </fieldset>
      <div className={styles.actions}>
        <Button onClick={() => onFilters(noFilters)} disabledFocusable={filterCount(filters) === 0}>
          {t('filters.clear')}
        </Button>
        <Button appearance="primary" type="submit">
          {t('filters.search')}
        </Button>
      </div>
    </form>
  );
}
