import { quoteWord, splitWords } from './pythonText.ts';

/** What a section of the config file is, by its name (botocore.configloader, `build_profile_map`). */
export type ConfigSection =
  | { readonly kind: 'profile' | 'ssoSession' | 'services'; readonly name: string }
  /** A name that begins like one of the three and does not go on as it has to: the CLI passes over it in silence. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'other' };

const kinds = [
  ['profile', 'profile'],
  ['sso-session', 'ssoSession'],
  ['services', 'services'],
] as const;

/** Tells profiles from the other sections of a config file. */
export function readSectionName(section: string): ConfigSection {
  if (section === 'default') return { kind: 'profile', name: section };
  // The CLI looks at the beginning only: to it, `profiles x` is a profile as well.
  const found = kinds.find(([prefix]) => section.startsWith(prefix));
  if (found === undefined) return { kind: 'other' };
  const [prefix, kind] = found;
  const words = splitWords(section);
  const name = words?.[1];
  if (words?.length === 2 && name !== undefined) return { kind, name };
  return /^[ \t]|^$/.test(section.slice(prefix.length)) ? { kind: 'wrong' } : { kind: 'other' };
}

/** The section of the config file for a profile that has none yet, as `aws configure` names it. */
export function configSectionFor(profile: string): string {
  return profile === 'default' ? profile : `profile ${quoteWord(profile)}`;
}
