import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
  teamsHighContrastTheme,
} from '@fluentui/react-components';
import { useMediaQuery } from './mediaQuery.ts';

/**
 * The one brand ramp. 80 carries white text and is text itself on light greys, 100 is text on the dark greys: both
 * keep 4.5:1 (WCAG 2.2, 1.4.3).
 */
const teal: BrandVariants = {
  10: '#021113',
  20: '#031d20',
  30: '#05292d',
  40: '#073439',
  50: '#084248',
  60: '#095158',
  70: '#0b616a',
  80: '#0d757f',
  90: '#1a8f9a',
  100: '#33adb8',
  110: '#4fbfc9',
  120: '#6ccdd6',
  130: '#8ad9e0',
  140: '#a7e4e9',
  150: '#c4eef1',
  160: '#def6f8',
};

const systemFont = { fontFamilyBase: 'system-ui, "Segoe UI", "Noto Sans", sans-serif' };

export const lightTheme: Theme = { ...createLightTheme(teal), ...systemFont };
const fluentDark = createDarkTheme(teal);
export const darkTheme: Theme = {
  ...fluentDark,
  ...systemFont,
  // Fluent's own keeps 4.16:1 on the dark grey, and less on a hovered row.
  colorStatusDangerForeground1: fluentDark.colorStatusDangerForeground3,
};
export const highContrastTheme: Theme = { ...teamsHighContrastTheme, ...systemFont };

/** Sizes of the frame for which Fluent has no token, in CSS pixels on the 4 px grid. */
export const frame = {
  rowHeight: 40,
  listHeaderHeight: 36,
  barHeight: 48,
  statusBarHeight: 36,
  sidebarWidth: 248,
  sidebarFoldedWidth: 56,
  detailsWidth: 320,
  leastListWidth: 480,
  formWidth: 320,
} as const;

/** True where the window is too narrow for three columns. */
export const narrowWindow = '(max-width: 899px)';

/** True where the list beside the details pane would be too narrow, so that the pane lies over it. */
export const detailsOverlay = `(max-width: ${frame.sidebarWidth + frame.leastListWidth + frame.detailsWidth - 1}px)`;

/** The theme the system asks for; main makes the user's setting the system's answer (nativeTheme). */
export function useTheme(): Theme {
  const isForced = useMediaQuery('(forced-colors: active)');
  const isDark = useMediaQuery('(prefers-color-scheme: dark)');
  if (isForced) return highContrastTheme;
  return isDark ? darkTheme : lightTheme;
}
