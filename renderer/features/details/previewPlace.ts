import { createContext, useContext } from 'react';

/** Where a preview is shown: in the pane, or large over the whole window. */
export type PreviewPlace = {
  readonly isLarge: boolean;
  /** Shows it large; missing where it is. */
  readonly onEnlarge?: () => void;
};

const PlaceContext = createContext<PreviewPlace>({ isLarge: false });
export const PreviewPlaceProvider = PlaceContext.Provider;

/** The place of the preview that asks. */
export function usePreviewPlace(): PreviewPlace {
  return useContext(PlaceContext);
}
