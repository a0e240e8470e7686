import { onTestFinished, vi } from 'vitest';
import { speak, startI18n } from '../../../renderer/i18n.ts';
import type { Language } from '../../../shared/domain/settings.ts';

/** Speaks a language to the end of the test, as on a computer with this locale. */
export async function speaking(language: Language, locale: string = language): Promise<void> {
  const show = async (shown: Language, preferred: string) => {
    vi.stubGlobal('document', { documentElement: {} });
    Object.defineProperty(navigator, 'languages', { value: [preferred], configurable: true });
    await speak(shown);
    vi.unstubAllGlobals();
  };
  onTestFinished(() => show('en', 'en-US'));
  await show(language, locale);
}

// Words and dates are tested in one language and time zone, whatever the machine has.
process.env.TZ = 'UTC';
Object.defineProperty(navigator, 'languages', { value: ['en-US'], configurable: true });

startI18n();
