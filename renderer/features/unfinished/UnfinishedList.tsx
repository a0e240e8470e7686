import { Button, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DocumentArrowUpRegular, LockClosedRegular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnfinishedUpload } from '../../../shared/domain/transfer.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { errorHint } from '../../ui/errorText.ts';
import { formatCount } from '../../ui/format.ts';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { VirtualListbox } from '../../ui/VirtualListbox.tsx';
import { UnfinishedRow } from './UnfinishedRow.tsx';
import { removableIds, toggled, uploadIdOf } from './unfinishedUploads.ts';
import type { Unfinished } from './useUnfinished.ts';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    flexShrink: 0,
    gap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
  },
  list: { flexGrow: 1, minHeight: 0 },
});

type Props = {
  readonly bucket: string;
  readonly unfinished: Unfinished;
  /** Those of the chosen age. */
  readonly shown: readonly UnfinishedUpload[];
  readonly nowMs: number;
  readonly canRemove: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onShowAll: () => void;
};

/** The unfinished uploads of the chosen age, in whichever state the list is. */
export function UnfinishedList(props: Props) {
  const { bucket, unfinished, shown, nowMs, canRemove, selected, onSelect } = props;
  const { uploads, error, retry, isComplete } = unfinished;
  const styles = useStyles();
  const { t } = useTranslation('unfinished');
  const ids = useMemo(() => shown.map(uploadIdOf), [shown]);
  const byId = useMemo(() => new Map(shown.map((upload) => [uploadIdOf(upload), upload])), [shown]);
  const removable = useMemo(() => removableIds(shown), [shown]);

  if (error?.code === 'access.denied') {
    return (
      <EmptyState icon={<LockClosedRegular />} title={t('denied', { bucket })} text={errorHint(error)} />
    );
  }
  if (uploads === undefined) return <SkeletonRows count={4} label={t('loading')} />;
  const failure = error !== undefined && (
    <ErrorMessage compact={uploads.length > 0} error={error} onAction={retry} />
  );
  if (shown.length === 0) {
    if (failure !== false) return failure;
    if (!isComplete) return <SkeletonRows count={4} label={t('loading')} />;
    return uploads.length === 0 ? (
      <EmptyState icon={<DocumentArrowUpRegular />} title={t('none', { bucket })} />
    ) : (
      <EmptyState
        icon={<DocumentArrowUpRegular />}
        title={t('noneSoOld')}
        action={<Button onClick={props.onShowAll}>{t('showAll')}</Button>}
      />
    );
  }
  const press = (id: string) => {
    if (canRemove && byId.get(id)?.isInUse === false) onSelect(toggled(selected, id));
  };
  const isAll = removable.length > 0 && selected.size === removable.length;
  const selectAll = () => canRemove && onSelect(new Set(removable));
  return (
    <>
      <div className={styles.head}>
        {canRemove && removable.length > 0 ? (
          <Checkbox
            checked={isAll ? true : selected.size > 0 ? 'mixed' : false}
            label={t('selectAll')}
            onChange={() => (isAll ? onSelect(new Set()) : selectAll())}
          />
        ) : (
          <span />
        )}
        <Text size={200}>
          {isComplete
            ? t('selected', { selected: formatCount(selected.size), total: formatCount(shown.length) })
            : t('soFar', { count: uploads.length, shown: formatCount(uploads.length) })}
        </Text>
      </div>
      <div className={styles.list}>
        <VirtualListbox
          label={t('list', { bucket })}
          ids={ids}
          isComplete={isComplete}
          isMulti
          isSelected={(id) => selected.has(id)}
          isDisabled={(id) => !canRemove || byId.get(id)?.isInUse === true}
          onPress={press}
          onAll={selectAll}
        >
          {(id) => {
            const upload = byId.get(id);
            return upload === undefined ? null : (
              <UnfinishedRow
                upload={upload}
                nowMs={nowMs}
                canSelect={canRemove}
                isSelected={selected.has(id)}
              />
            );
          }}
        </VirtualListbox>
      </div>
      {failure}
    </>
  );
}
