import { makeStyles, tokens } from '@fluentui/react-components';
import { columnGapPx } from './columns.ts';

/** The property of the list in which its columns stand, so that a change of widths draws no row anew. */
export const tracksProperty = '--satchel-columns';

/** The cells shared by the header and the rows, so that they always line up. */
export const useListLayout = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: `var(${tracksProperty})`,
    alignItems: 'center',
    columnGap: `${columnGapPx}px`,
    paddingInline: `${columnGapPx}px`,
    boxSizing: 'border-box',
    width: '100%',
  },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  technical: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});
