// biome-ignore-all lint/a11y/useFocusableInteractive: the field keeps the focus and names its active offer (ARIA combobox)
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the field hears the keys
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { SearchScope } from './useSearch.ts';

const useStyles = makeStyles({
  list: {
    position: 'absolute',
    insetInlineEnd: 0,
    top: '100%',
    zIndex: 10,
    minWidth: '100%',
    width: 'max-content',
    marginBlock: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalXS,
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
  },
  offer: {
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'default',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  active: {
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
    outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
  },
});

type Props = {
  readonly id: string;
  readonly scopes: readonly SearchScope[];
  /** The offer the keyboard is at; -1 for none. */
  readonly active: number;
  readonly onChoose: (scope: SearchScope) => void;
};

/** Where what is typed can be searched for on the server. */
export function SearchOffers({ id, scopes, active, onChoose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('search');
  return (
    <div id={id} role="listbox" aria-label={t('field.offers')} className={styles.list}>
      {scopes.map((scope, index) => (
        <div
          key={scope}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={mergeClasses(styles.offer, index === active && styles.active)}
          // The field would lose the focus, and the offers would be gone before the click.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(scope)}
        >
          {t(scope === 'folder' ? 'field.inFolder' : 'field.inBucket')}
        </div>
      ))}
    </div>
  );
}
