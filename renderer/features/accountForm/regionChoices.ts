/** A region as the list shows it: its id, and the place where it is, as far as that is known. */
export type RegionChoice = { readonly id: string; readonly place: string };

/**
 * The regions to offer for what is typed: all while it is the one that is chosen, else those whose id or place holds
 * each of its words.
 */
export function matchingRegions(regions: readonly RegionChoice[], typed: string): readonly RegionChoice[] {
  const words = typed.toLowerCase().split(/\s+/);
  if (regions.some(({ id }) => id === typed)) return regions;
  return regions.filter(({ id, place }) => {
    const text = `${id} ${place}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
