import i18next from 'i18next';

/** What the storage classes are for. Source: Amazon S3 User Guide, "Understanding and managing storage classes". */
const purposes = {
  STANDARD: 'often',
  STANDARD_IA: 'rarely',
  ONEZONE_IA: 'rarelyOnePlace',
  EXPRESS_ONEZONE: 'fast',
  INTELLIGENT_TIERING: 'automatic',
  GLACIER_IR: 'archiveAtOnce',
  GLACIER: 'archive',
  DEEP_ARCHIVE: 'deepArchive',
  REDUCED_REDUNDANCY: 'lessSafe',
} as const;

function isKnown(storageClass: string): storageClass is keyof typeof purposes {
  return Object.hasOwn(purposes, storageClass);
}

/** A storage class in plain words with its name beside them; one that is not known is its name alone. */
export function storageClassName(storageClass: string | undefined): string | undefined {
  if (storageClass === undefined || !isKnown(storageClass)) return storageClass;
  const plain = i18next.t(`storageClass.${purposes[storageClass]}`, { ns: 'details' });
  return i18next.t('storageClass.withName', { ns: 'details', plain, name: storageClass });
}
