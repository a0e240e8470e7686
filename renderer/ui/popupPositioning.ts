/**
 * Lists open inside the dialog, where screen readers look for them, and lie over its scrolled content instead of being
 * cut off by it.
 */
export const popupPositioning = { strategy: 'fixed' } as const;
