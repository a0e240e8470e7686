import { z } from 'zod';

/** Where the window was when it was closed, in display-independent pixels. */
export const windowPlaceSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
  isMaximized: z.boolean(),
});
/** Where the window was when it was closed. */
export type WindowPlace = Readonly<z.infer<typeof windowPlaceSchema>>;

type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The window's size before the user changed it. */
export const firstSize = { width: 1180, height: 760 } as const;
/** The window cannot be made smaller. */
export const smallestSize = { minWidth: 720, minHeight: 520 } as const;

/** So much of the window's top must be on a display for the user to be able to move it. */
const reachable = { width: 100, height: 40 } as const;

/**
 * The bounds to open the window with: its last place when the top of it can still be reached on one of the displays'
 * work areas, made to fit there; the first size in the middle of the screen otherwise.
 */
export function boundsToOpen(
  place: WindowPlace | undefined,
  workAreas: readonly Rectangle[],
): Rectangle | typeof firstSize {
  const area = place && workAreas.find((candidate) => isReachable(place, candidate));
  if (place === undefined || area === undefined) return firstSize;
  const width = Math.max(smallestSize.minWidth, Math.min(place.width, area.width));
  const height = Math.max(smallestSize.minHeight, Math.min(place.height, area.height));
  return { x: place.x, y: place.y, width, height };
}

function isReachable(place: WindowPlace, area: Rectangle): boolean {
  const seenWidth = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  const isTopSeen = place.y >= area.y && place.y + reachable.height <= area.y + area.height;
  return seenWidth >= reachable.width && isTopSeen;
}
