import { makeStyles, tokens } from '@fluentui/react-components';

/** The list's columns; first the type, then the date give way where the list is narrow, and never the name. */
const name = 'minmax(160px, 1fr)';
const medium = '@container (520px < width <= 720px)';
const narrow = '@container (width <= 520px)';

/** The cells shared by the header and the rows, so that they always line up. */
export const useListLayout = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: `${name} 136px 152px 88px`,
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    paddingInline: tokens.spacingHorizontalM,
    boxSizing: 'border-box',
    width: '100%',
    [medium]: { gridTemplateColumns: `${name} 136px 88px` },
    [narrow]: { gridTemplateColumns: `${name} 88px` },
  },
  type: { [medium]: { display: 'none' }, [narrow]: { display: 'none' } },
  modified: { [narrow]: { display: 'none' } },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
});
