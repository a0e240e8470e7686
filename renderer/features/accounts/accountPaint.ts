import { tokens } from '@fluentui/react-components';
import type { AccountColor } from '../../../shared/domain/account.ts';

/** The strong tone of each account colour, for swatches and lines; the pictures use the same palette. */
export const accountPaint: Readonly<Record<AccountColor, string>> = {
  red: tokens.colorPaletteRedBorderActive,
  pumpkin: tokens.colorPalettePumpkinBorderActive,
  gold: tokens.colorPaletteGoldBorderActive,
  forest: tokens.colorPaletteForestBorderActive,
  teal: tokens.colorPaletteTealBorderActive,
  blue: tokens.colorPaletteBlueBorderActive,
  purple: tokens.colorPalettePurpleBorderActive,
  pink: tokens.colorPalettePinkBorderActive,
  anchor: tokens.colorPaletteAnchorBorderActive,
};
