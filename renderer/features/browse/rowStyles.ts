import { makeStyles, tokens } from '@fluentui/react-components';

/** The class of the box that is ticked, which a hovered row shows. */
export const checkClass = 'satchel-row-check';

/** How a row or a tile shows that it is hovered, selected, where the keyboard is, or where files would be dropped. */
export const useRowStyles = makeStyles({
  box: {
    borderRadius: tokens.borderRadiusMedium,
    boxSizing: 'border-box',
    cursor: 'default',
    userSelect: 'none',
    color: tokens.colorNeutralForeground2,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    [`:hover .${checkClass}`]: { opacity: 1 },
    // Colours that are forced leave no background to a hovered row, so a line around it shows it.
    '@media (forced-colors: active)': {
      ':hover': { outline: `${tokens.strokeWidthThin} solid Highlight`, outlineOffset: '-1px' },
    },
  },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Selected },
    [`& .${checkClass}`]: { opacity: 1, color: tokens.colorCompoundBrandForeground1 },
    '@media (forced-colors: active)': {
      forcedColorAdjust: 'none',
      backgroundColor: 'Highlight',
      color: 'HighlightText',
      ':hover': { backgroundColor: 'Highlight', color: 'HighlightText' },
      '& *': { color: 'HighlightText' },
      [`& .${checkClass}`]: { color: 'HighlightText', backgroundColor: 'Highlight' },
    },
  },
  active: {
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
    outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
  },
  dropTarget: {
    backgroundColor: tokens.colorBrandBackground2,
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}`,
    outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
  },
  // The name keeps its contrast: what was cut is still there.
  cut: { fontStyle: 'italic', '& svg, & img': { opacity: 0.5 } },
  check: { fontSize: tokens.fontSizeBase500, opacity: 0, color: tokens.colorNeutralForeground3 },
});
