import { makeStyles, tokens } from '@fluentui/react-components';

/** The list's columns; type and date give way where the list is narrow. */
const wide = 'minmax(0, 1fr) 136px 152px 88px';
const medium = 'minmax(0, 1fr) 136px 88px';

/** The cells shared by the header and the rows, so that they always line up. */
export const useListLayout = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: wide,
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    paddingInline: tokens.spacingHorizontalM,
    boxSizing: 'border-box',
    width: '100%',
    '@container (max-width: 720px)': { gridTemplateColumns: medium },
  },
  type: { '@container (max-width: 720px)': { display: 'none' } },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
});
